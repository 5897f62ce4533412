package io.podium.rules.contest;

import io.podium.rules.contest.ContestStore.Ranks;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rankings whose ranks are counted anew each time: for scenarios, not for many participants. */
final class SortedRankings implements Rankings {

    private final Map<String, Board> boards = new TreeMap<>();

    private static final class Board {
        private final Map<String, Standing> standings = new HashMap<>();
        private final TreeSet<Standing> ranked = new TreeSet<>();
    }

    private Board board(String contestKey) {
        return boards.computeIfAbsent(contestKey, key -> new Board());
    }

    @Override
    public Optional<Standing> standing(String contestKey, String participantId) {
        return Optional.ofNullable(board(contestKey).standings.get(participantId));
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
    public Ranks place(String contestKey, Optional<Standing> before, Standing after) {
        Board board = board(contestKey);
        Optional<Long> rankBefore = before.map(held -> rankOf(contestKey, held));
        before.ifPresent(board.ranked::remove);
        board.ranked.add(after);
        board.standings.put(after.participantId(), after);
        return new Ranks(rankBefore, rankOf(contestKey, after));
    }

    @Override
    public Set<String> contests() {
        return Collections.unmodifiableSet(boards.keySet());
    }

    @Override
    public void remove(String contestKey, Standing standing) {
        Board board = board(contestKey);
        board.ranked.remove(standing);
        board.standings.remove(standing.participantId());
    }
}
