package io.podium.rules.state;

import io.podium.rules.program.Cap;
import io.podium.rules.streak.StreakState;
import java.time.Instant;

/**
 * One step of a participant's state, decided by evaluation and applied only by {@link ParticipantState#after}. A
 * change says what is, not how it came about, so applying needs no rules.
 */
public sealed interface Change {

    /** Lifetime points grow by {@code points}, 0 or more. */
    record PointsAdded(long points) implements Change {}

    /** Of a rule's cap, {@code used} points are used in the period of that number. */
    record CapUsed(String ruleId, Cap.Every every, long period, long used) implements Change {}

    /** The tier is now this one. */
    record TierReached(String tierId) implements Change {}

    /** The participant has this badge. */
    record BadgeAdded(String badgeId) implements Change {}

    /** The streak is now this. */
    record StreakMoved(String streakId, StreakState state) implements Change {}

    /** A participation begins, with nothing done; an earlier one is forgotten. */
    record ChallengeBegun(String challengeId, Instant at) implements Change {}

    /** An objective is now this far. */
    record ObjectiveAdvanced(String challengeId, String objectiveId, ObjectiveState state) implements Change {}

    /** The reward for so many completed objectives was given. */
    record ChallengeMilestone(String challengeId, long count) implements Change {}

    /** All that the challenge asks for is done. */
    record ChallengeCompleted(String challengeId) implements Change {}
}
