package io.podium.stream.evaluation;

import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.outcome.ProfileOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;

/** Which topic each kind of outcome that evaluation decides goes to. */
final class OutcomeTopics {
    private OutcomeTopics() {}

    static Topic<String, ? extends Outcome> of(Outcome outcome) {
        if (outcome instanceof PointsOutcome) {
            return Topics.POINTS_OUTCOMES;
        } else if (outcome instanceof ChallengeOutcome) {
            return Topics.CHALLENGE_OUTCOMES;
        } else if (outcome instanceof StreakOutcome) {
            return Topics.STREAK_OUTCOMES;
        } else if (outcome instanceof BadgeOutcome) {
            return Topics.BADGE_OUTCOMES;
        } else if (outcome instanceof TierOutcome) {
            return Topics.TIER_OUTCOMES;
        } else if (outcome instanceof ProfileOutcome) {
            return Topics.PROFILES;
        } else if (outcome instanceof PrivacyOutcome) {
            return Topics.PRIVACY_OUTCOMES;
        }
        throw new IllegalArgumentException("expected an outcome of evaluation, but " + outcome);
    }
}
