package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * Points granted by an earn rule or a reward. Zero points only come with {@code notes} that say why (for example an
 * amount attribute that is absent).
 *
 * @param points granted by this outcome, 0 or more
 * @param lifetimePoints of the participant after it
 * @param notes why less was granted than the rule would; empty otherwise
 */
public record PointsOutcome(@JsonUnwrapped OutcomeHead head, long points, long lifetimePoints, List<String> notes)
        implements Outcome {}
