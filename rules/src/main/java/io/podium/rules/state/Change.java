package io.podium.rules.state;

import java.math.BigDecimal;

/**
 * One step of a participant's state, decided by evaluation and applied only by {@link ParticipantState#after}. A
 * change says what is, not how it came about, so applying needs no rules.
 */
public sealed interface Change {

    /** Lifetime points grow by {@code points}, 0 or more. */
    record PointsAdded(long points) implements Change {}

    /** The tier is now this one. */
    record TierReached(String tierId) implements Change {}

    /** The participant has this badge. */
    record BadgeAdded(String badgeId) implements Change {}

    /** An objective's progress is now {@code progress}. */
    record ObjectiveAdvanced(String challengeId, String objectiveId, BigDecimal progress, boolean completed)
            implements Change {}

    /** All that the challenge asks for is done. */
    record ChallengeCompleted(String challengeId) implements Change {}
}
