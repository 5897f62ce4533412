package io.podium.operations.backtest;

import io.podium.rules.contest.ContestStore;
import io.podium.rules.contest.ScoreVelocity;
import io.podium.rules.contest.Standing;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import io.podium.stream.leaderboard.Leaderboards;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tenant's contests in memory, with the rank index of the leaderboard stage: a backtest may have many participants.
 */
final class BacktestContests implements ContestStore {

    private final Leaderboards leaderboards = new Leaderboards();
    private final Map<String, ContestState> states = new TreeMap<>();
    private final Map<String, ScoreVelocity> conduct = new HashMap<>();

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
        return leaderboards.from(contestKey, fromRank, limit);
    }

    @Override
    public Optional<ContestState> state(String contestKey) {
        return Optional.ofNullable(states.get(contestKey));
    }

    @Override
    public Map<String, ContestState> unfinished() {
        Map<String, ContestState> unfinished = new TreeMap<>(states);
        unfinished.values().removeIf(ContestState.COMPLETED::equals);
        return unfinished;
    }

    @Override
    public Ranks place(String contestKey, Optional<Standing> before, Standing after) {
        return leaderboards.update(contestKey, before, after);
    }

    @Override
    public void putConduct(String contestKey, String participantId, ScoreVelocity changed) {
        conduct.put(RecordKeys.standing(contestKey, participantId), changed);
    }

    @Override
    public void enter(String contestKey, ContestState state, Instant since) {
        states.put(contestKey, state);
    }

    @Override
    public void forget(String contestKey) {
        states.remove(contestKey);
    }
}
