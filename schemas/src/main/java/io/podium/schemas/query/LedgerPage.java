package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.outcome.PointsKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a participant's ledger, newest first.
 *
 * @param nextCursor what to ask with for the lines behind these; null when there are none
 */
public record LedgerPage(
        String participantId,
        List<Line> transactions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    /** Most lines of a page. */
    public static final int MAX_LINES = 200;

    public LedgerPage {
        transactions = List.copyOf(transactions);
    }

    /**
     * Which lines are asked for.
     *
     * @param kind only these; null for all
     * @param since only lines that arrived then or later; null for all
     * @param cursor of the page before; null for the newest lines
     * @param limit 1 to {@value #MAX_LINES}
     */
    public record Query(
            @Nullable PointsKind kind,
            @Nullable Instant since,
            @Nullable String cursor,
            int limit) {}

    /**
     * A line.
     *
     * @param transactionId its name, which is the outcome's id
     * @param eventId the event that caused it
     * @param at when that event arrived
     * @param ruleId the rule that gave them, or which command
     * @param points granted, 0 or more
     * @param delta by how much the balance changed
     * @param available the balance after the line
     * @param reversedBy the event that took it back; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String transactionId,
            String eventId,
            String eventType,
            Instant at,
            PointsKind kind,
            String ruleId,
            long points,
            long delta,
            long available,
            @Nullable String reason,
            @Nullable String memo,
            @Nullable Instant expiresAt,
            @Nullable String reversedBy) {}
}
