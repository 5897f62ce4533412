package io.podium.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.log.EventLog;
import io.podium.ingest.submit.CommandReceipt;
import io.podium.ingest.submit.CommandSubmitter;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Commands over HTTP: points that administrators give, take, set aside and take back. */
final class PointsEndpoints {

    /** An event so young may not have been evaluated yet, so it is waited for. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final CommandSubmitter submitter;
    private final CommandBodies bodies;
    private final EventLog log;
    private final EngineQueries queries;
    private final HttpMetrics metrics;
    private final Duration deadline;
    private final Clock clock;

    /**
     * Endpoints.
     *
     * @param deadline how long to wait for what is decided
     */
    PointsEndpoints(EventLog log, EngineQueries queries, HttpMetrics metrics, Duration deadline, Clock clock) {
        this.submitter = new CommandSubmitter(log, queries, deadline, clock);
        this.bodies = new CommandBodies(clock);
        this.log = log;
        this.queries = queries;
        this.metrics = metrics;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** {@code POST /api/v1/gamify/points/grant}. */
    CompletableFuture<ApiAnswer> grant(ApiRequest request) throws RefusedException {
        return submit(request, bodies.grant(request));
    }

    /** {@code POST /api/v1/gamify/points/deduct}. */
    CompletableFuture<ApiAnswer> deduct(ApiRequest request) throws RefusedException {
        return submit(request, bodies.deduct(request));
    }

    /** {@code POST /api/v1/gamify/points/hold}. */
    CompletableFuture<ApiAnswer> hold(ApiRequest request) throws RefusedException {
        return submit(request, bodies.hold(request));
    }

    /** {@code POST /api/v1/gamify/points/hold/{hold_id}/capture}. */
    CompletableFuture<ApiAnswer> capture(ApiRequest request) throws RefusedException {
        return submit(request, bodies.capture(request));
    }

    /** {@code POST /api/v1/gamify/points/hold/{hold_id}/release}. */
    CompletableFuture<ApiAnswer> release(ApiRequest request) throws RefusedException {
        return submit(request, bodies.release(request));
    }

    private CompletableFuture<ApiAnswer> submit(ApiRequest request, RawCommand command) {
        return submitter.submit(request.tenantId(), command).thenApply(receipt -> {
            metrics.command(receipt);
            return CommandAnswers.of(receipt, request.requestId());
        });
    }

    /**
     * {@code POST /api/v1/ingest/events/{event_id}/reverse}, by an event's id or by its idempotency key. The command
     * goes to the participant, who is looked up where the request does not say who it is.
     */
    CompletableFuture<ApiAnswer> reverse(ApiRequest request) throws RefusedException {
        CommandBodies.Reversal wanted = bodies.reverse(request);
        if (wanted.participantId() != null) {
            return submit(request, new RawCommand(wanted.participantId(), wanted.idempotencyKey(), wanted.command()));
        }
        return participantOf(request.tenantId(), wanted.command().reverses()).thenCompose(answer -> {
            if (answer instanceof Answer.Known<EvaluatedEvent> known) {
                return submit(
                        request,
                        new RawCommand(known.value().participantId(), wanted.idempotencyKey(), wanted.command()));
            } else if (answer instanceof Answer.Unavailable<EvaluatedEvent> unavailable) {
                return CompletableFuture.completedFuture(
                        Refusal.unavailable(unavailable.reason()).answer(request.requestId()));
            }
            return CompletableFuture.completedFuture(CommandAnswers.unknownEvent(
                            "expected the id or the key of an event of the last day, or participant_id in the body"
                                    + " for an older one, but "
                                    + wanted.command().reverses() + " is unknown")
                    .answer(request.requestId()));
        });
    }

    private CompletableFuture<Answer<EvaluatedEvent>> participantOf(String tenantId, String reverses) {
        if (EventId.isValid(reverses)) {
            return queries.evaluation(tenantId, null, reverses, patience(reverses));
        }
        return queries.firstOf(log.partition(reverses), tenantId, reverses).thenCompose(answer -> {
            String eventId = answer instanceof Answer.Known<Verdict> first
                    ? first.value().originalEventId()
                    : null;
            if (eventId != null) {
                return queries.evaluation(tenantId, null, eventId, patience(eventId));
            }
            Answer<EvaluatedEvent> unknown = answer instanceof Answer.Unavailable<Verdict> unavailable
                    ? new Answer.Unavailable<>(unavailable.reason())
                    : new Answer.Unknown<>();
            return CompletableFuture.completedFuture(unknown);
        });
    }

    private Duration patience(String eventId) {
        Duration age =
                Duration.between(EventId.createdAt(eventId), clock.instant()).abs();
        return age.compareTo(YOUNG) < 0 ? deadline : Duration.ZERO;
    }

    /** {@code POST /api/v1/admin/points/bulk-grant}: each grant has a verdict of its own. */
    CompletableFuture<ApiAnswer> bulkGrant(ApiRequest request) throws RefusedException {
        JsonNode grants = CommandBodies.anyObject(request.body()).path("grants");
        if (request.idempotencyKey() != null) {
            throw CommandBodies.invalid(List.of(new Problem(
                    "header Idempotency-Key",
                    "not_for_batches",
                    "expected an idempotency_key in each grant, but a header for all of them came")));
        } else if (!grants.isArray() || grants.isEmpty() || grants.size() > Limits.BATCH_EVENTS) {
            throw CommandBodies.invalid(List.of(new Problem(
                    "grants",
                    grants.isArray() ? "out_of_range" : "wrong_type",
                    "expected an array of 1 to " + Limits.BATCH_EVENTS + " grants, but "
                            + (grants.isArray() ? grants.size() + " came" : "none came"))));
        }
        List<CommandBodies.Parsed> parsed = new ArrayList<>();
        grants.forEach(grant -> parsed.add(bodies.grant(grant)));
        List<Optional<CompletableFuture<CommandReceipt>>> receipts = new ArrayList<>();
        for (CommandBodies.Parsed one : parsed) {
            receipts.add(
                    Optional.ofNullable(one.command()).map(command -> submitter.submit(request.tenantId(), command)));
        }
        CompletableFuture<?>[] all = receipts.stream().flatMap(Optional::stream).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all)
                .thenApply(done -> CommandAnswers.bulk(
                        grants,
                        parsed,
                        receipts.stream()
                                .map(receipt -> receipt.map(CompletableFuture::join))
                                .toList(),
                        metrics,
                        request.requestId()));
    }

    /** The kind that a query parameter names; null where there is none. */
    static @Nullable PointsKind kind(ApiRequest request) throws RefusedException {
        Optional<String> name = request.query("type");
        if (name.isEmpty()) {
            return null;
        }
        return PointsKind.named(name.get()).orElseThrow(() -> {
            String message = "expected one of " + PointsKind.names() + ", but " + name.get();
            return new RefusedException(Refusal.badRequest(
                    "invalid_parameter", message, List.of(new Problem("type", "unknown_type", message))));
        });
    }
}
