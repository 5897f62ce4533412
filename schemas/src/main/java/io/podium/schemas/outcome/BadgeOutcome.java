package io.podium.schemas.outcome;

import java.time.Instant;

/**
 * A badge earned; at most once per participant and badge.
 *
 * @param rarity as the badge defines it; null when it does not
 */
public record BadgeOutcome(
        String outcomeId,
        String eventId,
        String tenantId,
        String participantId,
        Instant occurredAt,
        Instant processedAt,
        String ruleId,
        Instant ruleVersion,
        String badgeId,
        String label,
        String rarity)
        implements Outcome {}
