package io.podium.ingest.http;

import io.podium.ingest.access.KeyRing;
import io.podium.ingest.live.BoardView;
import io.podium.ingest.live.LiveStreams;
import io.podium.ingest.live.LiveStreams.Admitted;
import io.podium.ingest.live.LiveStreams.Session;
import io.podium.ingest.live.OutcomeStream;
import io.podium.ingest.live.RecordSample;
import io.podium.ingest.token.Tokens;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Outcomes and boards as they change, as server-sent events. */
final class StreamEndpoints {

    private static final String EVENT_TYPE = "event_type";
    private static final int DEFAULT_ROWS = 20;
    private static final int MOST_ROWS = 100;
    /** How long the log may take to say where its end is. */
    private static final Duration BEGIN = Duration.ofSeconds(5);

    private final LiveStreams streams;
    private final ParticipantEndpoints participants;
    private final EngineQueries queries;
    private final KeyRing keys;
    private final Tokens tokens;

    StreamEndpoints(
            LiveStreams streams,
            ParticipantEndpoints participants,
            EngineQueries queries,
            KeyRing keys,
            Tokens tokens) {
        this.streams = streams;
        this.participants = participants;
        this.queries = queries;
        this.keys = keys;
        this.tokens = tokens;
    }

    /** {@code GET /api/v1/gamify/participants/{participant_id}/stream}. */
    CompletableFuture<ApiAnswer> participant(ApiRequest request) throws RefusedException {
        String participantId = ReadEndpoints.id(request, OwnPathFilter.PARTICIPANT);
        Session session = admit(request, participantId);
        OutcomeStream stream =
                streams.outcomes(request.tenantId(), participantId, request.lastEventId(), () -> view(request)
                        .thenApply(answer -> answer.status() == 200 ? Optional.of(text(answer)) : Optional.empty()));
        session.of(stream);
        return owned(
                session,
                stream.begin()
                        .completeOnTimeout(false, BEGIN.toMillis(), TimeUnit.MILLISECONDS)
                        .thenCompose(begun -> begun ? begun(request, stream) : cantFollow(request)));
    }

    private CompletableFuture<ApiAnswer> begun(ApiRequest request, OutcomeStream stream) {
        if (request.lastEventId() != null) {
            return opened();
        }
        return view(request).thenApply(answer -> {
            if (answer.status() == 200) {
                stream.drawFrom(text(answer));
            }
            return answer;
        });
    }

    private static CompletableFuture<ApiAnswer> opened() {
        return CompletableFuture.completedFuture(ApiAnswer.of(200, ""));
    }

    private static CompletableFuture<ApiAnswer> cantFollow(ApiRequest request) {
        return CompletableFuture.completedFuture(
                Refusal.unavailable("expected to follow outcomes, but Kafka can't be reached; retry")
                        .answer(request.requestId()));
    }

    private CompletableFuture<ApiAnswer> view(ApiRequest request) {
        try {
            return participants.get(request.withoutQuery());
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(e.refusal().answer(request.requestId()));
        }
    }

    private static String text(ApiAnswer answer) {
        return text(answer.body());
    }

    private static String text(Object body) {
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    /** {@code GET /api/v1/contests/{contest_id}/stream?limit=&around=}. */
    CompletableFuture<ApiAnswer> contest(ApiRequest request) throws RefusedException {
        String contestId = ReadEndpoints.id(request, "contest_id");
        int limit = ReadEndpoints.limit(request, DEFAULT_ROWS, MOST_ROWS);
        String around = request.query("around").orElse(null);
        Session session = admit(request, participantOf(request));
        BoardView view = new BoardView(
                limit + "|" + (around == null ? "" : "|" + around), () -> board(request, contestId, limit, around));
        return owned(
                session,
                queries.leaderboard(request.tenantId(), contestId, limit, around)
                        .thenApply(answer -> ReadEndpoints.reported(
                                request,
                                answer,
                                report -> report,
                                around == null
                                        ? "contest " + contestId + " is unknown"
                                        : "contest " + contestId + ", or a score of participant " + around
                                                + " in it, is unknown"))
                        .thenApply(answer -> {
                            if (answer.status() == 200) {
                                session.of(streams.board(request.tenantId(), contestId, view, text(answer)));
                            }
                            return answer;
                        }));
    }

    private CompletableFuture<Optional<String>> board(
            ApiRequest request, String contestId, int limit, @Nullable String around) {
        return queries.leaderboard(request.tenantId(), contestId, limit, around).thenApply(answer -> {
            if (answer instanceof Answer.Unavailable<LeaderboardReport> unavailable) {
                throw new IllegalStateException(unavailable.reason());
            }
            return answer instanceof Answer.Known<LeaderboardReport> known
                    ? Optional.of(text(known.value()))
                    : Optional.empty();
        });
    }

    /** {@code GET /api/v1/admin/stream?topics=&event_type=&participant_id=}. */
    CompletableFuture<ApiAnswer> sample(ApiRequest request) throws RefusedException {
        RecordSample.Filter filter = new RecordSample.Filter(
                topics(request), named(request, EVENT_TYPE), named(request, OwnPathFilter.PARTICIPANT));
        Session session = admit(request, null);
        session.of(streams.sample(request.tenantId(), filter));
        return owned(session, opened());
    }

    private static @Nullable String named(ApiRequest request, String parameter) throws RefusedException {
        String name = request.query(parameter).orElse(null);
        if (name != null && name.isEmpty()) {
            throw ReadEndpoints.badParameter(parameter, "expected 1 or more characters, but 0");
        }
        return name;
    }

    private static List<Topic<?, ?>> topics(ApiRequest request) throws RefusedException {
        boolean byType = request.query(EVENT_TYPE).isPresent();
        Optional<String> names = request.query("topics");
        if (names.isEmpty()) {
            return byType ? List.of(Topics.ACCEPTED_EVENTS) : RecordSample.topics();
        }
        List<Topic<?, ?>> topics = new ArrayList<>();
        for (String name : names.get().split(",", -1)) {
            topics.add(RecordSample.topics().stream()
                    .filter(topic -> topic.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            ReadEndpoints.badParameter("topics", "expected some of " + known() + ", but " + name)));
        }
        if (byType && !topics.equals(List.of(Topics.ACCEPTED_EVENTS))) {
            throw ReadEndpoints.badParameter(
                    EVENT_TYPE, "expected topics=accepted-events beside it, since outcomes have no event type");
        }
        return topics.stream().distinct().toList();
    }

    private static String known() {
        return RecordSample.topics().stream().map(Topic::name).collect(Collectors.joining(", "));
    }

    private static @Nullable String participantOf(ApiRequest request) {
        return request.caller() instanceof Caller.Device device ? device.token().participantId() : null;
    }

    private Session admit(ApiRequest request, @Nullable String participantId) throws RefusedException {
        Caller caller = request.caller();
        Admitted admitted = streams.admit(request.tenantId(), participantId, () -> mayGoOn(caller));
        if (admitted instanceof Admitted.Welcome welcome) {
            return welcome.session();
        } else if (admitted instanceof Admitted.TooMany tooMany) {
            throw new RefusedException(Refusal.tooManyStreams(tooMany.message()));
        }
        throw new RefusedException(Refusal.unavailable("expected fewer streams at this node; retry"));
    }

    private boolean mayGoOn(Caller caller) {
        return caller instanceof Caller.Device device
                ? tokens.isGood(device.token())
                : keys.isGood(((Caller.Server) caller).key());
    }

    /** The session as the answer, unless there is a refusal, which ends it. */
    private static CompletableFuture<ApiAnswer> owned(Session session, CompletableFuture<ApiAnswer> answer) {
        return answer.whenComplete((value, failure) -> {
                    if (failure != null || value.status() != 200) {
                        session.close();
                    }
                })
                .thenApply(value -> value.status() == 200 ? ApiAnswer.of(200, session) : value);
    }
}
