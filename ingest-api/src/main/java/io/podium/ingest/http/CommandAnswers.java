package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.docs.ErrorCode;
import io.podium.ingest.submit.CommandReceipt;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bodies and statuses of commands. A repeat has those of the first one, and says that it is a duplicate. */
final class CommandAnswers {
    private CommandAnswers() {}

    private static final String REUSED = "idempotency_key_reused";

    /**
     * Body of a command that was done.
     *
     * @param transactionId of the ledger's line, or of the first of several; null where nothing moved
     * @param holdId by which a hold is captured or released; absent for other commands
     * @param reversal what was taken back and what was not; absent for other commands
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Done(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String transactionId,

            String eventId,
            long delta,
            long available,
            long lifetime,
            boolean duplicate,
            @Nullable String holdId,
            PointsTransaction.@Nullable Reversal reversal) {}

    /** Body of a command that is in the log and not decided yet. */
    record Pending(
            String eventId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean duplicate,

            String status) {}

    /** Body of a command that was refused. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(
            String error,
            String message,
            String docUrl,
            List<Problem> details,
            String requestId,
            String eventId,
            boolean duplicate,
            long available,
            @Nullable Long required,
            @Nullable Long held) {}

    /** Body of many grants. */
    record Bulk(int accepted, int duplicates, int rejected, List<Row> results) {}

    /**
     * One grant's row.
     *
     * @param error {@code "invalid_command"} with all problems in {@code details}, or another for one that is to be
     *     sent again; absent for those that the log has
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String idempotencyKey,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String eventId,

            boolean duplicate,
            @Nullable String transactionId,
            @Nullable Long available,
            @Nullable String error,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> details) {}

    static ApiAnswer of(CommandReceipt receipt, String requestId) {
        return of(receipt, requestId, CommandAnswers::done);
    }

    /** The same where a command that was done has a body of its own. */
    static ApiAnswer of(CommandReceipt receipt, String requestId, Function<CommandReceipt.Decided, Object> done) {
        if (receipt instanceof CommandReceipt.Decided decided) {
            PointsTransaction.Refusal refusal = decided.transaction().refusal();
            return refusal == null ? ApiAnswer.of(200, done.apply(decided)) : refused(decided, refusal, requestId);
        } else if (receipt instanceof CommandReceipt.Pending pending) {
            return ApiAnswer.of(202, new Pending(pending.eventId(), pending.duplicate(), "pending"))
                    .with("Location", "/api/v1/ingest/events/" + pending.eventId() + "/results")
                    .with("Retry-After", "1");
        }
        if (receipt instanceof CommandReceipt.Conflict conflict) {
            return Refusal.conflict(REUSED, message(conflict)).answer(requestId);
        }
        return Refusal.unavailable("the command could not be confirmed; retry with the same idempotency_key")
                .answer(requestId);
    }

    private static String message(CommandReceipt.Conflict conflict) {
        return "expected an idempotency_key of its own, but that of the command " + conflict.eventId() + " came, a "
                + conflict.kind() + " for participant " + conflict.participantId();
    }

    private static Done done(CommandReceipt.Decided decided) {
        PointsTransaction transaction = decided.transaction();
        boolean placed = transaction.kind() == PointsKind.HOLD && transaction.delta() < 0;
        boolean repeated =
                transaction.reversal() != null && transaction.reversal().repeated();
        return new Done(
                transaction.transactionId(),
                decided.eventId(),
                transaction.delta(),
                transaction.available(),
                transaction.lifetime(),
                decided.duplicate() || repeated,
                placed ? decided.eventId() : null,
                transaction.reversal());
    }

    private static ApiAnswer refused(
            CommandReceipt.Decided decided, PointsTransaction.Refusal refusal, String requestId) {
        PointsTransaction transaction = decided.transaction();
        ErrorCode code = ErrorCode.of(refusal.code().wireName());
        return new ApiAnswer(
                code.status(),
                Map.of(),
                new Refused(
                        code.wireName(),
                        message(refusal, transaction.available()),
                        code.docUrl(),
                        List.of(),
                        requestId,
                        decided.eventId(),
                        decided.duplicate(),
                        transaction.available(),
                        refusal.required(),
                        refusal.held()));
    }

    private static String message(PointsTransaction.Refusal refusal, long available) {
        return switch (refusal.code()) {
            case INSUFFICIENT_POINTS ->
                "expected at least " + refusal.required() + " points, but " + available + " are available";
            case UNKNOWN_HOLD -> "expected a hold of the participant, but there is none of this id, or no more";
            case HOLD_TOO_SMALL ->
                "expected at most the " + (refusal.held() == null ? "" : refusal.held() + " ")
                        + "points of the hold, but " + refusal.required() + " came";
            case TOO_MANY_HOLDS ->
                "expected fewer than " + Limits.HOLDS + " holds of the participant, but there are " + Limits.HOLDS;
            case HOLD_OVER -> "expected a hold that ends after its command arrives, but its end had passed";
            case UNKNOWN_STREAK -> "expected the id of a streak whose rule is in force, but there is none";
            case NO_FREEZES -> "expected a freeze that was granted and not used, but there is none in stock";
            case TOO_MANY_FREEZES ->
                "expected at most " + PersonCommand.MAX_FREEZES + " freezes in stock, but there would be more";
            case NOTHING_MISSED ->
                "expected a date up to today on which a streak that had begun missed something, but nothing is missed";
            case STATE_FULL -> "expected room in what is kept of the participant, but it is full";
            case TOO_MANY_FREE_DAYS ->
                "expected at most " + PersonCommand.MAX_FREE_RANGES + " ranges of free days, but there would be more";
            case PARTICIPANT_BLOCKED -> "expected a participant, but this one was erased, and the id is blocked";
            case PARTICIPANT_ERASED ->
                "expected a key of its own, but a command of this key came for somebody of the id who was erased since";
            case UNKNOWN_EVENT -> "expected an event of the participant, but the ledger has none of this id or key";
        };
    }

    static Refusal unknownEvent(String message) {
        return Refusal.notFound(RefusalCode.UNKNOWN_EVENT.wireName(), message);
    }

    static ApiAnswer bulk(
            JsonNode grants,
            List<CommandBodies.Parsed> parsed,
            List<Optional<CommandReceipt>> receipts,
            HttpMetrics metrics,
            String requestId) {
        List<Row> rows = new ArrayList<>();
        int left = Refusal.MAX_DETAILS;
        int accepted = 0;
        int duplicates = 0;
        int unavailable = 0;
        for (int i = 0; i < parsed.size(); i++) {
            List<Problem> details =
                    Problem.atMost(Math.max(1, left), parsed.get(i).problems());
            left -= details.size();
            receipts.get(i).ifPresent(metrics::command);
            Row row = row(grants.get(i).path("idempotency_key").asText(null), receipts.get(i), details);
            rows.add(row);
            unavailable += "unavailable".equals(row.error()) ? 1 : 0;
            duplicates += row.duplicate() ? 1 : 0;
            accepted += row.error() == null && !row.duplicate() ? 1 : 0;
        }
        if (unavailable == rows.size()) {
            return Refusal.unavailable("the grants could not be confirmed; retry with the same idempotency keys")
                    .answer(requestId);
        }
        return ApiAnswer.of(202, new Bulk(accepted, duplicates, rows.size() - accepted - duplicates, rows));
    }

    private static Row row(@Nullable String key, Optional<CommandReceipt> receipt, List<Problem> details) {
        if (receipt.isEmpty()) {
            return new Row(key, null, false, null, null, "invalid_command", details);
        } else if (receipt.get() instanceof CommandReceipt.Decided decided) {
            PointsTransaction transaction = decided.transaction();
            PointsTransaction.Refusal refusal = transaction.refusal();
            return new Row(
                    key,
                    decided.eventId(),
                    decided.duplicate(),
                    transaction.transactionId(),
                    transaction.available(),
                    refusal == null ? null : refusal.code().wireName(),
                    List.of());
        } else if (receipt.get() instanceof CommandReceipt.Pending pending) {
            boolean duplicate = Boolean.TRUE.equals(pending.duplicate());
            return new Row(key, pending.eventId(), duplicate, null, null, null, List.of());
        } else if (receipt.get() instanceof CommandReceipt.Conflict conflict) {
            Problem problem = new Problem("idempotency_key", REUSED, message(conflict));
            return new Row(key, null, false, null, null, REUSED, List.of(problem));
        }
        return new Row(key, null, false, null, null, "unavailable", List.of());
    }
}
