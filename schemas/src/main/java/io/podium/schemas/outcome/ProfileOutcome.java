package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.podium.schemas.profile.Profile;

/**
 * A profile that was set; the latest of a participant is the profile.
 *
 * @param profile as a whole
 */
public record ProfileOutcome(@JsonUnwrapped OutcomeHead head, Profile profile) implements Outcome {}
