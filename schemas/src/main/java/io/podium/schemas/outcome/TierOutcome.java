package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A tier reached by lifetime points.
 *
 * @param from tier id before, null for none
 * @param to tier id after
 */
public record TierOutcome(@JsonUnwrapped OutcomeHead head, String from, String to, long lifetimePoints)
        implements Outcome {}
