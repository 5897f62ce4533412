package io.podium.stream.leaderboard;

import io.podium.rules.contest.ContestStore.Ranks;
import io.podium.rules.contest.Rankings;
import io.podium.rules.contest.Standing;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LeaderboardReport.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The standings of the contests in one partition, in memory, by rank and by participant. The leaderboard stage writes
 * them beside its store, from which it rebuilds them; queries read them.
 */
public final class Leaderboards implements Rankings {

    private final Map<String, Board> contests = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private long restored;

    /** One contest: its standings by rank and by participant. */
    private static final class Board {
        private final RankIndex index = new RankIndex();
        private final Map<String, Standing> standings = new HashMap<>();
    }

    @Override
    public Ranks place(String contestKey, Optional<Standing> before, Standing after) {
        lock.writeLock().lock();
        try {
            Board board = contests.computeIfAbsent(contestKey, key -> new Board());
            Optional<Long> rankBefore = before.map(board.index::remove);
            board.standings.put(after.participantId(), after);
            return new Ranks(rankBefore, board.index.add(after));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** For the one thread that also updates. */
    @Override
    public Set<String> contests() {
        return Collections.unmodifiableSet(contests.keySet());
    }

    @Override
    public void remove(String contestKey, Standing standing) {
        lock.writeLock().lock();
        try {
            Board board = contests.get(contestKey);
            if (board != null) {
                board.index.remove(standing);
                board.standings.remove(standing.participantId());
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * A participant's standing, the same as in the store; for the one thread that also updates, so without the lock.
     */
    @Override
    public Optional<Standing> standing(String contestKey, String participantId) {
        Board board = contests.get(contestKey);
        return board == null ? Optional.empty() : Optional.ofNullable(board.standings.get(participantId));
    }

    /** How many have a score in a contest. */
    long size(String contestKey) {
        lock.readLock().lock();
        try {
            Board board = contests.get(contestKey);
            return board == null ? 0 : board.index.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<Standing> ranked(String contestKey, long rank, int limit) {
        lock.readLock().lock();
        try {
            Board board = contests.get(contestKey);
            return board == null ? List.of() : board.index.from(rank, limit);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public long rankOf(String contestKey, Standing standing) {
        lock.readLock().lock();
        try {
            Board board = contests.get(contestKey);
            return board == null ? 1 : board.index.rank(standing);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * A stretch of a contest's leaderboard.
     *
     * @param state where the contest is in its life
     * @param around whom to centre on; none for the top
     * @return empty when nobody ever had a score, or the one to centre on has none
     */
    public Optional<LeaderboardReport> report(
            String contestKey, String contestId, ContestState state, int limit, Optional<String> around) {
        lock.readLock().lock();
        try {
            Board board = contests.get(contestKey);
            if (board == null || around.isPresent() && !board.standings.containsKey(around.get())) {
                return Optional.empty();
            }
            RankIndex index = board.index;
            long rank = around.map(board.standings::get)
                    .map(standing -> Math.max(1, index.rank(standing) - limit / 2))
                    .orElse(1L);
            List<Row> rows = new ArrayList<>();
            for (Standing standing : index.from(rank, limit)) {
                rows.add(new Row(rank + rows.size(), standing.participantId(), standing.score()));
            }
            return Optional.of(new LeaderboardReport(contestId, state, index.size(), rows));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Built anew from a store of standings, by {@code tenant|contest|participant}. */
    public static Leaderboards rebuilt(ReadOnlyKeyValueStore<String, Standing> store) {
        Leaderboards rebuilt = new Leaderboards();
        try (KeyValueIterator<String, Standing> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, Standing> entry = all.next();
                rebuilt.restore(RecordKeys.contestOf(entry.key), entry.value);
                rebuilt.restored++;
            }
        }
        return rebuilt;
    }

    /** Notes that a contest is completed and takes no more scores; for the stage alone, which also asks. */
    void close(String contestKey) {
        closed.add(contestKey);
    }

    /** Whether a contest is completed. */
    boolean isClosed(String contestKey) {
        return closed.contains(contestKey);
    }

    /** How many standings were in the store that these were rebuilt from. */
    long restored() {
        return restored;
    }

    /** Takes a standing in while the indexes are rebuilt. */
    void restore(String contestKey, Standing standing) {
        Board board = contests.computeIfAbsent(contestKey, key -> new Board());
        board.index.add(standing);
        board.standings.put(standing.participantId(), standing);
    }
}
