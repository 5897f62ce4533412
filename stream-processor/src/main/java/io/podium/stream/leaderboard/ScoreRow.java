package io.podium.stream.leaderboard;

import io.podium.rules.contest.Standing;
import java.util.Arrays;

/**
 * Standings side by side with their scores, best first: the row of one node of a {@link RankIndex}. Scores as doubles
 * are only a first look; where two are the same double, the standings themselves are compared.
 */
final class ScoreRow {

    private final double[] scores;
    private final Standing[] standings;

    ScoreRow(int width) {
        scores = new double[width];
        standings = new Standing[width];
    }

    Standing get(int at) {
        return standings[at];
    }

    /** Where a standing is among those from {@code from} on, or, as {@code -place - 1}, where it would be. */
    int find(Standing standing, int from, int count) {
        double score = standing.score().doubleValue();
        int low = from;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            double there = scores[middle];
            int order = there > score ? -1 : there < score ? 1 : standings[middle].compareTo(standing);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    void insert(int at, Standing standing, int count) {
        System.arraycopy(scores, at, scores, at + 1, count - at);
        System.arraycopy(standings, at, standings, at + 1, count - at);
        scores[at] = standing.score().doubleValue();
        standings[at] = standing;
    }

    void remove(int at, int count) {
        System.arraycopy(scores, at + 1, scores, at, count - at - 1);
        System.arraycopy(standings, at + 1, standings, at, count - at - 1);
        standings[count - 1] = null;
    }

    /** Moves the standings from an index on into an empty row. */
    void moveTo(ScoreRow other, int from, int count) {
        System.arraycopy(scores, from, other.scores, 0, count - from);
        System.arraycopy(standings, from, other.standings, 0, count - from);
        truncate(from, count);
    }

    /** Forgets the standings from an index on. */
    void truncate(int from, int count) {
        Arrays.fill(standings, from, count, null);
    }
}
