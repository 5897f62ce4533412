package io.podium.schemas.outcome;

import java.time.Instant;

/**
 * A tier reached by lifetime points.
 *
 * @param from tier id before, null for none
 * @param to tier id after
 */
public record TierOutcome(
        String outcomeId,
        String eventId,
        String tenantId,
        String participantId,
        Instant occurredAt,
        Instant processedAt,
        String ruleId,
        Instant ruleVersion,
        String from,
        String to,
        long lifetimePoints)
        implements Outcome {}
