package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A participant was erased: whoever keeps something under the id has to forget it.
 *
 * @param blocked whether nothing that comes of the id counts any more
 * @param reason as it was given
 */
public record PrivacyOutcome(@JsonUnwrapped OutcomeHead head, boolean blocked, String reason) implements Outcome {}
