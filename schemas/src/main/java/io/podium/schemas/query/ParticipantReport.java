package io.podium.schemas.query;

import java.math.BigDecimal;
import java.util.List;

/**
 * A participant's state as the reads show it.
 *
 * @param tier id of the tier reached; null for none
 * @param badges ids, in the order earned
 */
public record ParticipantReport(
        String participantId, long lifetimePoints, String tier, List<String> badges, List<ChallengeReport> challenges) {
    public ParticipantReport {
        badges = List.copyOf(badges);
        challenges = List.copyOf(challenges);
    }

    /** One challenge that the participant made progress in. */
    public record ChallengeReport(String challengeId, boolean completed, List<ObjectiveReport> objectives) {
        public ChallengeReport {
            objectives = List.copyOf(objectives);
        }
    }

    /** Progress of one objective, in its unit. */
    public record ObjectiveReport(String objectiveId, BigDecimal progress, boolean completed) {}
}
