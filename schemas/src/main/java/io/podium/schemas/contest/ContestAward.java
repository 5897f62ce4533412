package io.podium.schemas.contest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A prize on its way from the leaderboard stage to its winner: the part of an accepted event that only Podium itself
 * can write.
 *
 * @param contestVersion the version of the contest that was in force when it was completed
 * @param rank the final one, 1 is best
 */
public record ContestAward(String contestId, Instant contestVersion, long rank, Prize prize) {

    /** Type of the events that carry awards; a client's event of this type is an event like any other. */
    public static final String EVENT_TYPE = "contest_prize_awarded";

    public ContestAward {
        requireNonNull(contestId);
        requireNonNull(contestVersion);
        requireNonNull(prize);
    }
}
