package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a participant's ledger: points that came or went. The sum of {@code delta} over all of a participant's
 * lines is the balance, always. A line that moves nothing has {@code notes} that say why (for example an amount
 * attribute that is absent, or a deduction that was refused).
 *
 * @param points granted by this outcome, 0 or more
 * @param lifetimePoints of the participant after it
 * @param kind why they moved
 * @param delta by how much the balance changed
 * @param availablePoints the balance after it
 * @param reason as the command says it; null for lines that rules cause
 * @param expiresAt from when on what is left of the points is gone; null for never
 * @param transactionId the name of the line, which is its {@code outcome_id}
 * @param notes why less was granted than the rule would, or what is remarkable; empty otherwise
 */
public record PointsOutcome(
        @JsonUnwrapped OutcomeHead head,
        long points,
        long lifetimePoints,
        PointsKind kind,
        long delta,
        long availablePoints,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresAt,
        String transactionId,
        List<String> notes)
        implements Outcome {}
