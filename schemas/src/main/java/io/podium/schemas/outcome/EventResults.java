package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event changed, in the shape of the contract's {@code results}: the answer of the sync endpoint and of
 * the results endpoint.
 *
 * @param pointsGranted sum over all rules and rewards, 0 or more
 * @param tierChanged null when the tier stayed
 */
public record EventResults(
        long pointsGranted,
        @Nullable TierChange tierChanged,
        List<ChallengeProgress> challengeProgress,
        List<BadgeEarned> badgesEarned,
        List<ContestScoreDelta> contestScoreDelta,
        List<StreakChange> streaks) {
    public EventResults {
        challengeProgress = List.copyOf(challengeProgress);
        badgesEarned = List.copyOf(badgesEarned);
        contestScoreDelta = List.copyOf(contestScoreDelta);
        streaks = List.copyOf(streaks);
    }

    /** The same results with the contest part, which a later stage knows. */
    public EventResults withContests(List<ContestScoreDelta> contests) {
        return new EventResults(pointsGranted, tierChanged, challengeProgress, badgesEarned, contests, streaks);
    }

    /** A tier by ids; {@code from} is null for none. */
    public record TierChange(@Nullable String from, String to) {}

    /** One objective's step; {@code completed} says whether this event completed it. */
    public record ChallengeProgress(
            String challengeId, String objectiveId, BigDecimal from, BigDecimal to, boolean completed) {}

    /** A badge earned by this event. */
    public record BadgeEarned(String badgeId, @Nullable String label) {}

    /** A contest score moved by this event; rank 1 is best. */
    public record ContestScoreDelta(
            String contestId,
            BigDecimal delta,
            @JsonProperty("new_rank") @Nullable Long newRank) {}

    /** A streak's length before and after, in periods. */
    public record StreakChange(String streakId, long from, long to) {}
}
