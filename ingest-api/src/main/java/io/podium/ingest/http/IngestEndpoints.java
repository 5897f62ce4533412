package io.podium.ingest.http;

import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.submit.Receipt;
import io.podium.ingest.submit.ResultsFinder;
import io.podium.ingest.submit.Submission;
import io.podium.ingest.submit.Submitter;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EvaluatedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The contract's endpoints that take single events: asynchronous, synchronous, and the results of one. */
final class IngestEndpoints {

    private static final Duration STILL_PENDING = Duration.ofMinutes(10);

    private final Submitter submitter;
    private final ResultsFinder results;
    private final EventCatalogue catalogue;
    private final DeviceEvents devices;
    private final HttpMetrics metrics;
    private final Duration syncDeadline;
    private final Clock clock;

    IngestEndpoints(
            Submitter submitter,
            ResultsFinder results,
            EventCatalogue catalogue,
            HttpMetrics metrics,
            Duration syncDeadline,
            Clock clock) {
        this.submitter = submitter;
        this.results = results;
        this.catalogue = catalogue;
        this.devices = new DeviceEvents(catalogue);
        this.metrics = metrics;
        this.syncDeadline = syncDeadline;
        this.clock = clock;
    }

    /** {@code POST /api/v1/ingest/events}. */
    CompletableFuture<ApiAnswer> single(ApiRequest request) throws RefusedException {
        return submitter.submit(submission(request), false).thenApply(receipt -> {
            metrics.reported(receipt);
            return IngestAnswers.single(receipt, request.requestId());
        });
    }

    /** {@code POST /api/v1/ingest/events/sync}. */
    CompletableFuture<ApiAnswer> sync(ApiRequest request) throws RefusedException {
        Submission submission = submission(request);
        long deadline = System.nanoTime() + syncDeadline.toNanos();
        return submitter.submit(submission, true).thenCompose(receipt -> {
            metrics.reported(receipt);
            if (receipt instanceof Receipt.Accepted accepted) {
                return results.find(
                                request.tenantId(),
                                submission.event().participantId(),
                                accepted.eventId(),
                                left(deadline))
                        .thenApply(
                                answer -> IngestAnswers.sync(accepted.eventId(), false, answer, accepted.warnings()));
            } else if (receipt instanceof Receipt.Duplicate duplicate) {
                return results.find(request.tenantId(), null, duplicate.originalEventId(), left(deadline))
                        .thenApply(answer ->
                                IngestAnswers.sync(duplicate.originalEventId(), true, answer, duplicate.warnings()));
            }
            return CompletableFuture.completedFuture(IngestAnswers.single(receipt, request.requestId()));
        });
    }

    /** {@code GET /api/v1/ingest/events/{event_id}/results}. */
    CompletableFuture<ApiAnswer> results(ApiRequest request) throws RefusedException {
        String eventId = request.path("event_id");
        if (!EventId.isValid(eventId)) {
            throw new RefusedException(Refusal.badRequest(
                    "invalid_event_id",
                    "expected evt_ and a ULID in the path, but another text came",
                    List.of(new Problem("event_id", "bad_format", "expected evt_ and 26 characters of a ULID"))));
        }
        return results.find(request.tenantId(), null, eventId, Duration.ZERO)
                .thenApply(answer -> resultsAnswer(request, eventId, answer));
    }

    private ApiAnswer resultsAnswer(ApiRequest request, String eventId, Answer<EvaluatedEvent> answer) {
        boolean erased = answer instanceof Answer.Known<EvaluatedEvent> known
                && known.value().isErased();
        if (answer instanceof Answer.Known<EvaluatedEvent> known && !erased && isFor(request, known.value())) {
            return IngestAnswers.results(known.value());
        } else if (answer instanceof Answer.Unavailable<EvaluatedEvent> unavailable) {
            return Refusal.unavailable(unavailable.reason()).answer(request.requestId());
        }
        Duration age = Duration.between(EventId.createdAt(eventId), clock.instant());
        boolean young = age.abs().compareTo(STILL_PENDING) < 0; // clocks of brokers may be ahead
        return young && !erased
                ? IngestAnswers.pending(eventId, null, List.of())
                : Refusal.notFound(
                                "results_not_found",
                                "expected an event of the last day, but " + eventId
                                        + " is unknown or its results are no longer kept")
                        .answer(request.requestId());
    }

    /** A device is answered about another participant's event as about one that there is not. */
    private static boolean isFor(ApiRequest request, EvaluatedEvent event) {
        return !(request.caller() instanceof Caller.Device device)
                || event.participantId().equals(device.token().participantId());
    }

    private Submission submission(ApiRequest request) throws RefusedException {
        metrics.received(1);
        ParsedEvent parsed = RawEventParser.parse(request.body());
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        RawEvent event = null;
        if (parsed instanceof ParsedEvent.Valid valid) {
            event = withHeaderKey(valid.event(), request.idempotencyKey(), problems);
            problems.addAll(tenantProblems(event, request.tenantId()));
            warnings.addAll(valid.warnings());
        } else if (parsed instanceof ParsedEvent.Invalid invalid) {
            problems.addAll(invalid.problems());
        }
        if (event == null || !problems.isEmpty()) {
            metrics.reported(new Receipt.Rejected(problems));
            throw new RefusedException(Refusal.badRequest(
                    "invalid_event", "expected an event, but it has " + problems.size() + " problem(s)", problems));
        }
        Instant now = clock.instant();
        if (request.caller() instanceof Caller.Device device) {
            Optional<Refusal> refusal = devices.refusal(device.token(), event, now);
            if (refusal.isPresent()) {
                metrics.reported(new Receipt.Rejected(List.of()));
                throw new RefusedException(refusal.get());
            }
            event = DeviceEvents.own(event);
        }
        warnings.addAll(catalogue.warnings(request.tenantId(), event, now));
        return new Submission(request.tenantId(), event, warnings, false);
    }

    private static RawEvent withHeaderKey(RawEvent event, @Nullable String headerKey, List<Problem> problems) {
        if (headerKey == null) {
            return event;
        }
        if (event.idempotencyKey() != null && !event.idempotencyKey().equals(headerKey)) {
            problems.add(new Problem(
                    "idempotency_key",
                    "conflict",
                    "expected the same key in the body and in header Idempotency-Key, but they differ"));
        }
        return event.withIdempotencyKey(headerKey);
    }

    /** A body may name the tenant, but only the one that the request is for. */
    static List<Problem> tenantProblems(RawEvent event, String tenantId) {
        return event.tenantId() == null || event.tenantId().equals(tenantId)
                ? List.of()
                : List.of(new Problem(
                        "tenant_id", "conflict", "expected the tenant of header X-Bricqs-Tenant, but another came"));
    }

    private static Duration left(long deadline) {
        return Duration.ofMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
}
