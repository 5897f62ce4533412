package io.podium.schemas.outcome;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Progress of one objective of a challenge. Progress is capped at the target, and an event that moves nothing has no
 * outcome.
 *
 * @param from progress before, in the objective's unit
 * @param to progress after
 * @param completed whether this event completed the objective
 * @param challengeCompleted whether this event completed the whole challenge
 */
public record ChallengeOutcome(
        String outcomeId,
        String eventId,
        String tenantId,
        String participantId,
        Instant occurredAt,
        Instant processedAt,
        String ruleId,
        Instant ruleVersion,
        String challengeId,
        String objectiveId,
        BigDecimal from,
        BigDecimal to,
        BigDecimal target,
        boolean completed,
        boolean challengeCompleted)
        implements Outcome {}
