package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A badge earned; at most once per participant and badge.
 *
 * @param rarity as the badge defines it; null when it does not
 */
public record BadgeOutcome(
        @JsonUnwrapped OutcomeHead head,
        String badgeId,
        @Nullable String label,
        @Nullable String rarity) implements Outcome {}
