package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contest score that an event moved, with the participant's rank right after it. Written by the leaderboard stage.
 *
 * @param delta change of the score
 * @param score after it
 * @param previousRank 1 is best; null for the participant's first score
 * @param newRank 1 is best, unique within the contest; null for one who has no score
 * @param notes why nothing was scored (for example an absent score attribute, or a score that a fraud rule holds back),
 *     or that a fraud rule flagged the score; empty otherwise
 */
public record ContestOutcome(
        @JsonUnwrapped OutcomeHead head,
        String contestId,
        BigDecimal delta,
        BigDecimal score,
        @Nullable Long previousRank,
        @Nullable Long newRank,
        List<String> notes)
        implements Outcome {}
