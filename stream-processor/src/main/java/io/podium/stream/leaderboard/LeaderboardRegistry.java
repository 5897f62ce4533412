package io.podium.stream.leaderboard;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.ScoredEvent;
import io.podium.stream.record.PendingResults;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What queries see of stage 3 on this node: the leaderboards of each owned partition, and scores as they come. */
public final class LeaderboardRegistry {

    private final Map<Integer, StoredContests> partitions = new ConcurrentHashMap<>();
    private final PendingResults<ScoredEvent> scored;

    public LeaderboardRegistry(Executor executor) {
        scored = new PendingResults<>(executor);
    }

    /** The leaderboards of a partition, when this node owns it. */
    public Optional<Leaderboards> partition(int partition) {
        return Optional.ofNullable(partitions.get(partition)).map(StoredContests::leaderboards);
    }

    /** The contests of a partition that this node owns; for its task. */
    StoredContests contests(int partition) {
        return requireNonNull(partitions.get(partition));
    }

    /** Scores, announced under {@link RecordKeys#result}. */
    public PendingResults<ScoredEvent> scored() {
        return scored;
    }

    void open(int partition, StoredContests contests) {
        partitions.put(partition, contests);
    }

    void close(int partition) {
        partitions.remove(partition);
    }
}
