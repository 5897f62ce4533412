package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A tier reached by lifetime points.
 *
 * @param from tier id before, null for none
 * @param to tier id after
 */
public record TierOutcome(
        @JsonUnwrapped OutcomeHead head, @Nullable String from, String to, long lifetimePoints) implements Outcome {}
