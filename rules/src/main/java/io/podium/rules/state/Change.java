package io.podium.rules.state;

import io.podium.rules.account.Account;
import io.podium.rules.program.Cap;
import io.podium.rules.streak.StreakState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a participant's state, decided by evaluation and applied only by {@link ParticipantState#after}. A
 * change says what is, not how it came about, so applying needs no rules.
 */
public sealed interface Change {

    /** Lifetime points are now so many, and the account is this. */
    record PointsMoved(long lifetimePoints, Account account) implements Change {}

    /** Of a rule's cap, {@code used} points are used in the period of that number. */
    record CapUsed(String ruleId, Cap.Every every, long period, long used) implements Change {}

    /** The tier is now this one. */
    record TierReached(String tierId) implements Change {}

    /** The participant has this badge. */
    record BadgeAdded(String badgeId) implements Change {}

    /** The streak is now this. */
    record StreakMoved(String streakId, StreakState state) implements Change {}

    /** The person is now this. */
    record PersonChanged(Person person) implements Change {}

    /** Nothing is known of the participant but this. */
    record Erased(Person person) implements Change {}

    /**
     * A participation begins, with nothing done; an earlier one is forgotten.
     *
     * @param at null where the beginning does not matter
     * @param earliestAt before which it can't begin, also when earlier events arrive; null for no bound
     * @param repeats participations before this one
     */
    record ChallengeBegun(
            String challengeId,
            @Nullable Instant at,
            @Nullable Instant earliestAt,
            long repeats) implements Change {}

    /** The participation is known to begin here, and to have its latest event there. */
    record ChallengeSpans(
            String challengeId, Instant begunAt, @Nullable Instant latestAt) implements Change {}

    /** Of an objective that waits for a prerequisite, so much is done. */
    record ObjectiveBanked(String challengeId, String objectiveId, ObjectiveState state) implements Change {}

    /** An objective is now this far. */
    record ObjectiveAdvanced(String challengeId, String objectiveId, ObjectiveState state) implements Change {}

    /** The reward for so many completed objectives was given. */
    record ChallengeMilestone(String challengeId, long count) implements Change {}

    /** All that the challenge asks for is done. */
    record ChallengeCompleted(String challengeId) implements Change {}
}
