package io.podium.rules.contest;

import io.podium.schemas.contest.ContestState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Contests in plain memory, whose ranks are counted anew each time: for scenarios, not for many participants. */
public final class InMemoryContests implements ContestStore {

    private final Map<String, Board> boards = new TreeMap<>();
    private final Map<String, ContestState> states = new TreeMap<>();

    private static final class Board {
        private final Map<String, Standing> standings = new HashMap<>();
        private final Map<String, ScoreVelocity> conduct = new HashMap<>();
        private final TreeSet<Standing> ranked = new TreeSet<>();
    }

    private Board board(String contestKey) {
        return boards.computeIfAbsent(contestKey, key -> new Board());
    }

    /** All standings, best first. */
    public List<Standing> ranked(String contestKey) {
        return List.copyOf(board(contestKey).ranked);
    }

    @Override
    public Optional<Standing> standing(String contestKey, String participantId) {
        return Optional.ofNullable(board(contestKey).standings.get(participantId));
    }

    @Override
    public Optional<ScoreVelocity> conduct(String contestKey, String participantId) {
        return Optional.ofNullable(board(contestKey).conduct.get(participantId));
    }

    @Override
    public long rankOf(String contestKey, Standing standing) {
        return board(contestKey).ranked.headSet(standing, false).size() + 1L;
    }

    @Override
    public List<Standing> ranked(String contestKey, long fromRank, int limit) {
        return board(contestKey).ranked.stream().skip(fromRank - 1).limit(limit).toList();
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
        Board board = board(contestKey);
        Optional<Long> rankBefore = before.map(held -> rankOf(contestKey, held));
        before.ifPresent(board.ranked::remove);
        board.ranked.add(after);
        board.standings.put(after.participantId(), after);
        return new Ranks(rankBefore, rankOf(contestKey, after));
    }

    @Override
    public void putConduct(String contestKey, String participantId, ScoreVelocity conduct) {
        board(contestKey).conduct.put(participantId, conduct);
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
