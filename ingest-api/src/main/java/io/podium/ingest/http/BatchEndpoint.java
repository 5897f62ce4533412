package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.submit.Receipt;
import io.podium.ingest.submit.Submission;
import io.podium.ingest.submit.Submitter;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/ingest/events/batch}: each event has its own verdict, and a wrong one does not keep the others
 * out. Rows come in the order of the events, and those of one participant are evaluated in that order where a rule
 * depends on it.
 */
final class BatchEndpoint {

    private final Submitter submitter;
    private final EventCatalogue catalogue;
    private final OrderSensitivity order;
    private final HttpMetrics metrics;
    private final Clock clock;

    BatchEndpoint(
            Submitter submitter, EventCatalogue catalogue, OrderSensitivity order, HttpMetrics metrics, Clock clock) {
        this.submitter = submitter;
        this.catalogue = catalogue;
        this.order = order;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The contract's body, and {@code rejected}. */
    record Body(int accepted, int duplicates, int rejected, List<Row> results) {}

    /**
     * One event's row; {@code event_id} is null for duplicates, whose first event's id is in
     * {@code original_event_id}, and for events that were not taken: {@code error} is {@code invalid_event}, with all
     * problems in {@code details}, or {@code unavailable} for one to be sent again.
     */
    record Row(
            @Nullable String idempotencyKey,
            @Nullable String eventId,
            boolean duplicate,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String originalEventId,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> warnings,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String error,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> details) {

        static Row refused(@Nullable String key, String error, List<Problem> details) {
            return new Row(key, null, false, null, List.of(), error, details);
        }

        /** The same row with at most so many warnings and details; the others are counted. */
        Row within(int most) {
            return new Row(
                    idempotencyKey,
                    eventId,
                    duplicate,
                    originalEventId,
                    Problem.atMost(most, warnings),
                    error,
                    Problem.atMost(most, details));
        }
    }

    /** An event of the request: what it was parsed to, or why not. */
    private record Parsed(
            @Nullable String idempotencyKey, @Nullable Submission submission, List<Problem> problems) {}

    CompletableFuture<ApiAnswer> answer(ApiRequest request) throws RefusedException {
        if (request.idempotencyKey() != null) {
            throw invalid(new Problem(
                    "header Idempotency-Key",
                    "not_for_batches",
                    "expected an idempotency_key in each event, but a header for the whole batch came"));
        }
        List<Parsed> parsed = new ArrayList<>();
        Instant arrival = clock.instant();
        for (JsonNode event : events(request.body())) {
            // One microsecond after the other, for rules that look at when things happened.
            parsed.add(parse(event, request.tenantId(), arrival.plus(parsed.size(), ChronoUnit.MICROS)));
        }
        metrics.received(parsed.size());
        List<Submission> valid = inOrderWhereTakenBack(parsed.stream()
                .filter(event -> event.submission() != null)
                .map(Parsed::submission)
                .toList());
        if (valid.isEmpty()) {
            throw new RefusedException(allRejected(parsed));
        }
        return submitter.submit(valid, false).thenApply(receipts -> answer(request, parsed, receipts));
    }

    /** Whoever takes an event back may mean one of the same batch. */
    private static List<Submission> inOrderWhereTakenBack(List<Submission> submissions) {
        Set<String> reversing = submissions.stream()
                .map(Submission::event)
                .filter(event -> event.reverses() != null)
                .map(RawEvent::participantId)
                .collect(Collectors.toSet());
        return reversing.isEmpty()
                ? submissions
                : submissions.stream()
                        .map(one -> reversing.contains(one.event().participantId())
                                ? new Submission(one.tenantId(), one.event(), one.warnings(), true)
                                : one)
                        .toList();
    }

    private static JsonNode events(byte[] body) throws RefusedException {
        JsonNode root;
        try {
            root = Json.tree(body);
        } catch (IOException e) {
            throw invalid(RawEventParser.unreadable(e));
        }
        JsonNode events = root.path("events");
        if (!events.isArray()) {
            throw invalid(new Problem("events", "wrong_type", "expected an object with an array of events"));
        }
        if (events.isEmpty() || events.size() > Limits.BATCH_EVENTS) {
            throw invalid(new Problem(
                    "events",
                    events.isEmpty() ? "no_events" : "too_many_events",
                    "expected 1 to " + Limits.BATCH_EVENTS + " events, but " + events.size() + " came"));
        }
        return events;
    }

    private static RefusedException invalid(Problem problem) {
        return new RefusedException(Refusal.badRequest("invalid_batch", problem.message(), List.of(problem)));
    }

    private Parsed parse(JsonNode node, String tenantId, Instant arrival) {
        String key = node.path("idempotency_key").isTextual()
                ? node.path("idempotency_key").textValue()
                : null;
        ParsedEvent parsed = RawEventParser.parse(node);
        if (parsed instanceof ParsedEvent.Invalid invalid) {
            return new Parsed(key, null, invalid.problems());
        }
        ParsedEvent.Valid valid = (ParsedEvent.Valid) parsed;
        List<Problem> problems = IngestEndpoints.tenantProblems(valid.event(), tenantId);
        if (!problems.isEmpty()) {
            return new Parsed(key, null, problems);
        }
        RawEvent event = valid.event();
        List<Problem> warnings = new ArrayList<>(valid.warnings());
        warnings.addAll(catalogue.warnings(tenantId, event, clock.instant()));
        boolean ordered = order.matters(tenantId, event.eventType());
        if (ordered && event.occurredAt() == null) {
            event = event.occurredAt(arrival);
        }
        return new Parsed(key, new Submission(tenantId, event, warnings, ordered), List.of());
    }

    private Refusal allRejected(List<Parsed> parsed) {
        List<Problem> details = new ArrayList<>(); // at most 20 for each of 500 events
        for (int i = 0; i < parsed.size(); i++) {
            metrics.reported(new Receipt.Rejected(parsed.get(i).problems()));
            for (Problem problem : parsed.get(i).problems()) {
                details.add(problem.under("events[" + i + "]"));
            }
        }
        return Refusal.badRequest("invalid_batch", "expected at least one event without problems", details);
    }

    private ApiAnswer answer(ApiRequest request, List<Parsed> parsed, List<Receipt> receipts) {
        List<Row> rows = new ArrayList<>(parsed.size());
        int left = Refusal.MAX_DETAILS;
        int accepted = 0;
        int duplicates = 0;
        int unavailable = 0;
        Iterator<Receipt> next = receipts.iterator();
        for (Parsed event : parsed) {
            Receipt receipt = event.submission() == null ? new Receipt.Rejected(event.problems()) : next.next();
            metrics.reported(receipt);
            Row row = row(event.idempotencyKey(), receipt);
            rows.add(row.within(Math.max(1, left)));
            left -= row.warnings().size() + row.details().size();
            accepted += receipt instanceof Receipt.Accepted ? 1 : 0;
            duplicates += receipt instanceof Receipt.Duplicate ? 1 : 0;
            unavailable += receipt instanceof Receipt.Unavailable ? 1 : 0;
        }
        if (unavailable == receipts.size()) {
            return Refusal.unavailable("the events could not be confirmed; retry with the same idempotency keys")
                    .answer(request.requestId());
        }
        int rejected = parsed.size() - accepted - duplicates;
        return ApiAnswer.of(202, new Body(accepted, duplicates, rejected, rows));
    }

    private static Row row(@Nullable String key, Receipt receipt) {
        if (receipt instanceof Receipt.Accepted accepted) {
            return new Row(key, accepted.eventId(), false, null, accepted.warnings(), null, List.of());
        } else if (receipt instanceof Receipt.Duplicate duplicate) {
            return new Row(key, null, true, duplicate.originalEventId(), duplicate.warnings(), null, List.of());
        } else if (receipt instanceof Receipt.Rejected rejected) {
            return Row.refused(key, "invalid_event", rejected.problems());
        }
        return Row.refused(key, "unavailable", List.of());
    }
}
