package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.log.EventLog;
import io.podium.ingest.submit.CommandReceipt;
import io.podium.ingest.submit.CommandSubmitter;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.json.Json;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.ParticipantView;
import io.podium.schemas.query.PointsTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Participants as persons, over HTTP. */
final class ParticipantEndpoints {

    private final CommandSubmitter submitter;
    private final StreakBodies bodies;
    private static final String CONTESTS = "contests";
    private static final Set<String> PARTS = Set.of("points", "tier", "badges", "streaks", "challenges", CONTESTS);

    private final EngineQueries queries;
    private final ContestEndpoints contests;
    private final HttpMetrics metrics;

    /**
     * Endpoints.
     *
     * @param contests which knows where the participant is in each
     * @param deadline how long to wait for what is decided
     */
    ParticipantEndpoints(
            EventLog log,
            EngineQueries queries,
            ContestEndpoints contests,
            HttpMetrics metrics,
            Duration deadline,
            Clock clock) {
        bodies = new StreakBodies(clock);
        submitter = new CommandSubmitter(log, queries, deadline, clock);
        this.queries = queries;
        this.contests = contests;
        this.metrics = metrics;
    }

    /**
     * Body of a command about a participant that was done.
     *
     * @param transactionId of the ledger's line where points were spent; else absent
     * @param available the balance after it, where points were spent; else absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Done(
            String participantId,
            String eventId,
            boolean duplicate,
            @Nullable String transactionId,
            @Nullable Long available) {}

    /**
     * Body of an erasure that was taken.
     *
     * @param erasureId the event's id, by which it stands in {@code privacy-outcomes}
     * @param duplicate absent where that is not known yet
     */
    record Erased(
            String erasureId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean duplicate) {}

    /** {@code PUT /api/v1/gamify/participants/{participant_id}}: the profile, as a whole. */
    CompletableFuture<ApiAnswer> put(ApiRequest request) throws RefusedException {
        return submit(request, ProfileBody.command(request));
    }

    /** {@code POST /api/v1/gamify/participants/{participant_id}/pauses}: days that break no streak. */
    CompletableFuture<ApiAnswer> pause(ApiRequest request) throws RefusedException {
        return submit(request, bodies.pause(request));
    }

    /** {@code POST /api/v1/gamify/participants/{participant_id}/streaks/{streak_id}/freezes}: given or sold. */
    CompletableFuture<ApiAnswer> freezes(ApiRequest request) throws RefusedException {
        return submit(request, bodies.freezes(request));
    }

    /** {@code POST /api/v1/gamify/participants/{participant_id}/streaks/{streak_id}/freezes/spend}. */
    CompletableFuture<ApiAnswer> spend(ApiRequest request) throws RefusedException {
        return submit(request, bodies.spend(request));
    }

    /** {@code POST /api/v1/gamify/participants/{participant_id}/streaks/{streak_id}/restore}. */
    CompletableFuture<ApiAnswer> restore(ApiRequest request) throws RefusedException {
        return submit(request, bodies.restore(request));
    }

    /**
     * {@code DELETE /api/v1/gamify/participants/{participant_id}}: nobody sees anything of the participant from the
     * decision on; boards follow, and what is on disk is deleted bit by bit.
     */
    CompletableFuture<ApiAnswer> erase(ApiRequest request) throws RefusedException {
        RawCommand command = bodies.erase(request);
        return submitter.submit(request.tenantId(), command).thenApply(receipt -> {
            metrics.command(receipt);
            if (receipt instanceof CommandReceipt.Decided decided) {
                return ApiAnswer.of(202, new Erased(decided.eventId(), decided.duplicate()));
            } else if (receipt instanceof CommandReceipt.Pending pending && !Boolean.TRUE.equals(pending.duplicate())) {
                return ApiAnswer.of(202, new Erased(pending.eventId(), pending.duplicate()));
            }
            if (receipt instanceof CommandReceipt.Pending) { // whose the key is, and of what command, nobody could say
                return Refusal.unavailable("the erasure could not be confirmed; retry with the same idempotency_key")
                        .answer(request.requestId());
            }
            return CommandAnswers.of(receipt, request.requestId());
        });
    }

    private CompletableFuture<ApiAnswer> submit(ApiRequest request, RawCommand command) {
        return submitter.submit(request.tenantId(), command).thenApply(receipt -> {
            metrics.command(receipt);
            return CommandAnswers.of(receipt, request.requestId(), decided -> done(command.participantId(), decided));
        });
    }

    private static Done done(String participantId, CommandReceipt.Decided decided) {
        PointsTransaction transaction = decided.transaction();
        return new Done(
                participantId,
                decided.eventId(),
                decided.duplicate(),
                transaction.transactionId(),
                transaction.transactionId() == null ? null : (Long) transaction.available());
    }

    /** {@code GET /api/v1/gamify/participants/{participant_id}?include=}: what a client draws. */
    CompletableFuture<ApiAnswer> get(ApiRequest request) throws RefusedException {
        String participantId = ReadEndpoints.id(request, "participant_id");
        Set<String> parts = parts(request);
        CompletableFuture<Answer<List<ContestEndpoints.Place>>> places = parts.contains(CONTESTS)
                ? contests.places(request.tenantId(), participantId)
                : CompletableFuture.completedFuture(new Answer.Known<>(List.of()));
        return queries.view(request.tenantId(), participantId)
                .thenCombine(
                        places,
                        (answer, found) -> ReadEndpoints.reported(
                                request,
                                answer.with(found, (view, ranks) -> body(view, parts, ranks, request.isAdmin())),
                                body -> body,
                                "participant " + participantId + " is unknown"));
    }

    private static Set<String> parts(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("include");
        if (text.isEmpty()) {
            return PARTS;
        }
        Set<String> parts = Arrays.stream(text.get().split(",", -1)).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(parts);
        unknown.removeAll(PARTS);
        if (!unknown.isEmpty()) {
            throw ReadEndpoints.badParameter(
                    "include",
                    "expected some of " + String.join(", ", new TreeSet<>(PARTS)) + ", but "
                            + String.join(", ", unknown));
        }
        return parts;
    }

    private static ObjectNode body(
            ParticipantView view, Set<String> parts, List<ContestEndpoints.Place> places, boolean admin) {
        ObjectNode body = Json.mapper().valueToTree(view);
        body.set(CONTESTS, Json.mapper().valueToTree(places));
        PARTS.stream().filter(part -> !parts.contains(part)).forEach(body::remove);
        if (admin) {
            Profile profile = view.profile() == null ? Profile.NONE : view.profile();
            body.set("profile", Json.mapper().valueToTree(profile));
        } else {
            body.remove("profile");
        }
        return body;
    }
}
