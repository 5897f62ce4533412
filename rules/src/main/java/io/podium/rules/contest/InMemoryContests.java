package io.podium.rules.contest;

import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Contests in plain memory, with rankings that suit how many participants there are. */
public final class InMemoryContests implements ContestStore {

    private final Rankings rankings;
    private final Map<String, ContestState> states = new TreeMap<>();
    private final Map<String, ScoreVelocity> conduct = new HashMap<>();

    /** For few participants. */
    public InMemoryContests() {
        this(new SortedRankings());
    }

    public InMemoryContests(Rankings rankings) {
        this.rankings = rankings;
    }

    /** All standings, best first. */
    public List<Standing> ranked(String contestKey) {
        return ranked(contestKey, 1, Integer.MAX_VALUE);
    }

    @Override
    public Optional<Standing> standing(String contestKey, String participantId) {
        return rankings.standing(contestKey, participantId);
    }

    @Override
    public Optional<ScoreVelocity> conduct(String contestKey, String participantId) {
        return Optional.ofNullable(conduct.get(RecordKeys.standing(contestKey, participantId)));
    }

    @Override
    public long rankOf(String contestKey, Standing standing) {
        return rankings.rankOf(contestKey, standing);
    }

    @Override
    public List<Standing> ranked(String contestKey, long fromRank, int limit) {
        return rankings.ranked(contestKey, fromRank, limit);
    }

    @Override
    public SortedSet<String> contests() {
        TreeSet<String> keys = new TreeSet<>(rankings.contests());
        keys.addAll(states.keySet());
        return keys;
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
        return rankings.place(contestKey, before, after);
    }

    @Override
    public void putConduct(String contestKey, String participantId, ScoreVelocity changed) {
        conduct.put(RecordKeys.standing(contestKey, participantId), changed);
    }

    @Override
    public void remove(String contestKey, String participantId, Optional<Standing> standing) {
        standing.ifPresent(held -> rankings.remove(contestKey, held));
        conduct.remove(RecordKeys.standing(contestKey, participantId));
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
