package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.ingest.log.EventLog;
import io.podium.ingest.submit.CommandReceipt;
import io.podium.ingest.submit.CommandSubmitter;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.EngineQueries;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Participants as persons, over HTTP. */
final class ParticipantEndpoints {

    private final CommandSubmitter submitter;
    private final PauseBody bodies;
    private final EngineQueries queries;
    private final HttpMetrics metrics;

    /**
     * Endpoints.
     *
     * @param deadline how long to wait for what is decided
     */
    ParticipantEndpoints(EventLog log, EngineQueries queries, HttpMetrics metrics, Duration deadline, Clock clock) {
        bodies = new PauseBody(clock);
        submitter = new CommandSubmitter(log, queries, deadline, clock);
        this.queries = queries;
        this.metrics = metrics;
    }

    /** Body of a command about a participant that was done. */
    record Done(String participantId, String eventId, boolean duplicate) {}

    /** Body of the read. */
    record Person(
            String participantId,
            @JsonInclude(JsonInclude.Include.ALWAYS) Profile profile) {}

    /** {@code PUT /api/v1/gamify/participants/{participant_id}}: the profile, as a whole. */
    CompletableFuture<ApiAnswer> put(ApiRequest request) throws RefusedException {
        return submit(request, ProfileBody.command(request));
    }

    /** {@code POST /api/v1/gamify/participants/{participant_id}/pauses}: days that break no streak. */
    CompletableFuture<ApiAnswer> pause(ApiRequest request) throws RefusedException {
        return submit(request, bodies.pause(request));
    }

    private CompletableFuture<ApiAnswer> submit(ApiRequest request, RawCommand command) {
        Function<CommandReceipt.Decided, Object> done =
                decided -> new Done(command.participantId(), decided.eventId(), decided.duplicate());
        return submitter.submit(request.tenantId(), command).thenApply(receipt -> {
            metrics.command(receipt);
            return CommandAnswers.of(receipt, request.requestId(), done);
        });
    }

    /** {@code GET /api/v1/gamify/participants/{participant_id}}. */
    CompletableFuture<ApiAnswer> get(ApiRequest request) throws RefusedException {
        String participantId = ReadEndpoints.id(request, "participant_id");
        return queries.participant(request.tenantId(), participantId)
                .thenApply(answer -> ReadEndpoints.reported(
                        request,
                        answer,
                        report -> new Person(participantId, report.profile() == null ? Profile.NONE : report.profile()),
                        "participant " + participantId + " is unknown"));
    }
}
