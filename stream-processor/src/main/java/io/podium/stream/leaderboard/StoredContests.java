package io.podium.stream.leaderboard;

import io.podium.rules.contest.ContestStore;
import io.podium.rules.contest.ScoreVelocity;
import io.podium.rules.contest.Standing;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The contests of one partition in the stores of its task, with their ranks in memory beside them: both halves of
 * stage 3 change them here. For the task's stream thread.
 */
final class StoredContests implements ContestStore {

    private final KeyValueStore<String, Standing> standings;
    private final KeyValueStore<String, ScoreVelocity> conduct;
    private final KeyValueStore<String, ContestStatus> contests;
    private final Leaderboards leaderboards;

    /**
     * Contests in these stores.
     *
     * @param leaderboards built from the standings, with those closed that the contests say are completed
     */
    StoredContests(
            KeyValueStore<String, Standing> standings,
            KeyValueStore<String, ScoreVelocity> conduct,
            KeyValueStore<String, ContestStatus> contests,
            Leaderboards leaderboards) {
        this.standings = standings;
        this.conduct = conduct;
        this.contests = contests;
        this.leaderboards = leaderboards;
    }

    Leaderboards leaderboards() {
        return leaderboards;
    }

    @Override
    public Optional<Standing> standing(String contestKey, String participantId) {
        return leaderboards.standing(contestKey, participantId);
    }

    @Override
    public Optional<ScoreVelocity> conduct(String contestKey, String participantId) {
        return Optional.ofNullable(conduct.get(RecordKeys.standing(contestKey, participantId)));
    }

    @Override
    public long rankOf(String contestKey, Standing standing) {
        return leaderboards.rankOf(contestKey, standing);
    }

    @Override
    public List<Standing> ranked(String contestKey, long fromRank, int limit) {
        return leaderboards.ranked(contestKey, fromRank, limit);
    }

    @Override
    public SortedSet<String> contests() {
        TreeSet<String> keys = new TreeSet<>(leaderboards.contests());
        try (KeyValueIterator<String, ContestStatus> all = contests.all()) {
            all.forEachRemaining(contest -> keys.add(contest.key));
        }
        return keys;
    }

    @Override
    public Optional<ContestState> state(String contestKey) {
        return Optional.ofNullable(contests.get(contestKey)).map(ContestStatus::state);
    }

    @Override
    public boolean isCompleted(String contestKey) {
        return leaderboards.isClosed(contestKey);
    }

    @Override
    public Map<String, ContestState> unfinished() {
        Map<String, ContestState> unfinished = new LinkedHashMap<>();
        try (KeyValueIterator<String, ContestStatus> all = contests.all()) {
            all.forEachRemaining(contest -> {
                if (contest.value.state() != ContestState.COMPLETED) {
                    unfinished.put(contest.key, contest.value.state());
                }
            });
        }
        return unfinished;
    }

    @Override
    public Ranks place(String contestKey, Optional<Standing> before, Standing after) {
        standings.put(RecordKeys.standing(contestKey, after.participantId()), after);
        return leaderboards.place(contestKey, before, after);
    }

    @Override
    public void putConduct(String contestKey, String participantId, ScoreVelocity changed) {
        conduct.put(RecordKeys.standing(contestKey, participantId), changed);
    }

    @Override
    public void remove(String contestKey, String participantId, Optional<Standing> standing) {
        String key = RecordKeys.standing(contestKey, participantId);
        standing.ifPresent(held -> {
            standings.delete(key);
            leaderboards.remove(contestKey, held);
        });
        conduct.delete(key);
    }

    @Override
    public void enter(String contestKey, ContestState state, Instant since) {
        contests.put(contestKey, new ContestStatus(state, since));
        if (state == ContestState.COMPLETED) {
            leaderboards.close(contestKey);
        }
    }

    @Override
    public void forget(String contestKey) {
        contests.delete(contestKey);
    }
}
