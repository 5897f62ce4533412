package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;

/**
 * Progress of one objective of a challenge. Progress is capped at the target, and an event that moves nothing has no
 * outcome, unless {@code notes} say why it counted nothing.
 *
 * @param from progress before, in the objective's unit
 * @param to progress after
 * @param completed whether this event completed the objective
 * @param challengeCompleted whether this event completed the whole challenge
 * @param notes why an event that matched counted nothing; empty otherwise
 */
public record ChallengeOutcome(
        @JsonUnwrapped OutcomeHead head,
        String challengeId,
        String objectiveId,
        BigDecimal from,
        BigDecimal to,
        BigDecimal target,
        boolean completed,
        boolean challengeCompleted,
        List<String> notes)
        implements Outcome {}
