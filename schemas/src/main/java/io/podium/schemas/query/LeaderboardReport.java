package io.podium.schemas.query;

import io.podium.schemas.contest.ContestState;
import java.math.BigDecimal;
import java.util.List;

/**
 * A stretch of a contest's leaderboard, best first.
 *
 * @param state where the contest is in its life
 * @param participants how many have a score
 */
public record LeaderboardReport(String contestId, ContestState state, long participants, List<Row> rows) {

    /** Most rows in one report. */
    public static final int MAX_ROWS = 500;

    public LeaderboardReport {
        rows = List.copyOf(rows);
    }

    /** One participant's rank; rank 1 is best and no two share one. */
    public record Row(long rank, String participantId, BigDecimal score) {}
}
