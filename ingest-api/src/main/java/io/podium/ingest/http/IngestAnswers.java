package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.ingest.submit.Receipt;
import io.podium.schemas.event.Problem;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.PointsTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies and statuses of the ingestion endpoints, as the contract names them. */
final class IngestAnswers {
    private IngestAnswers() {}

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Body of the single endpoint. */
    record Single(
            String eventId,
            boolean duplicate,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> warnings) {}

    /** Body of the sync endpoint when the results are known. */
    record Sync(
            String eventId,
            boolean duplicate,
            EventResults results,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PointsTransaction transaction,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> warnings) {}

    /** Body when results are asked for that are not known yet; {@code duplicate} only where it is known. */
    record Pending(
            String eventId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean duplicate,

            @Nullable EventResults results,
            String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> warnings) {}

    /** Body of the results endpoint. */
    record Results(
            String eventId,
            EventResults results,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PointsTransaction transaction) {}

    static ApiAnswer single(Receipt receipt, String requestId) {
        if (receipt instanceof Receipt.Accepted accepted) {
            return ApiAnswer.of(ACCEPTED, new Single(accepted.eventId(), false, accepted.warnings()));
        } else if (receipt instanceof Receipt.Duplicate duplicate) {
            return ApiAnswer.of(OK, new Single(duplicate.originalEventId(), true, duplicate.warnings()));
        } else if (receipt instanceof Receipt.Rejected rejected) {
            return Refusal.badRequest("invalid_event", "expected an event", rejected.problems())
                    .answer(requestId);
        }
        return Refusal.unavailable("the event could not be confirmed; retry with the same idempotency_key")
                .answer(requestId);
    }

    static ApiAnswer sync(String eventId, boolean duplicate, Answer<EvaluatedEvent> answer, List<Problem> warnings) {
        return answer instanceof Answer.Known<EvaluatedEvent> known
                ? ApiAnswer.of(
                        OK,
                        new Sync(
                                eventId,
                                duplicate,
                                known.value().results(),
                                known.value().transaction(),
                                warnings))
                : pending(eventId, duplicate, warnings);
    }

    static ApiAnswer pending(String eventId, @Nullable Boolean duplicate, List<Problem> warnings) {
        return ApiAnswer.of(ACCEPTED, new Pending(eventId, duplicate, null, "pending", warnings))
                .with("Location", "/api/v1/ingest/events/" + eventId + "/results")
                .with("Retry-After", "1");
    }

    static ApiAnswer results(EvaluatedEvent event) {
        return ApiAnswer.of(OK, new Results(event.eventId(), event.results(), event.transaction()));
    }
}
