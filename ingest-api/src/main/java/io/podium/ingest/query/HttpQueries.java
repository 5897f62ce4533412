package io.podium.ingest.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantView;
import io.podium.schemas.query.PartitionOwners;
import io.podium.schemas.query.QueryWire;
import io.podium.schemas.query.QueryWire.AnswerMessage;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the processor nodes over HTTP: one hop to the node that owns the partition, by a map of owners that is fetched
 * when there is none and again when an answer shows that it is wrong. Gives up at the deadline of each question.
 */
public final class HttpQueries implements EngineQueries {

    /** How much longer than the question's own wait an answer may take to travel. */
    private static final Duration TRAVEL = Duration.ofSeconds(1);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);
    private static final Duration READ_DEADLINE = Duration.ofSeconds(2);
    /** How long the owner may be silent before a standby is asked. */
    private static final Duration OWNER_DEADLINE = Duration.ofMillis(500);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(1))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final OwnerMap owners;
    private final @Nullable String secret;

    /**
     * Queries through these nodes.
     *
     * @param nodes addresses ({@code host:port}) of some or all processor nodes, to learn the owners from
     * @param secret that the nodes share; null for none
     */
    public HttpQueries(List<String> nodes, @Nullable String secret) {
        this.secret = secret;
        this.owners = new OwnerMap(nodes, this::fetchOwners);
    }

    @Override
    public CompletableFuture<Answer<List<Verdict>>> verdicts(
            RawLog log, int partition, List<AskedVerdict> asked, Duration wait) {
        Deadline deadline = Deadline.in(wait);
        return ask(
                deadline,
                map -> at(map.rawEvents(), partition),
                QueryWire.VERDICTS,
                () -> new QueryWire.VerdictsRequest(log, partition, asked, deadline.leftMs()),
                new TypeReference<List<Verdict>>() {});
    }

    @Override
    public CompletableFuture<Answer<Verdict>> firstOf(int partition, String tenantId, String idempotencyKey) {
        return ask(
                Deadline.in(READ_DEADLINE),
                map -> at(map.rawEvents(), partition),
                QueryWire.FIRST_OF_KEY,
                () -> new QueryWire.FirstOfKeyRequest(partition, tenantId, idempotencyKey),
                new TypeReference<Verdict>() {});
    }

    @Override
    public CompletableFuture<Answer<LedgerPage>> ledger(String tenantId, String participantId, LedgerPage.Query query) {
        var question = new QueryWire.LedgerRequest(tenantId, participantId, query);
        return ofLedger(tenantId, participantId, QueryWire.LEDGER, question, new TypeReference<>() {});
    }

    @Override
    public CompletableFuture<Answer<EventPage>> events(String tenantId, String participantId, EventPage.Query query) {
        var question = new QueryWire.EventsRequest(tenantId, participantId, query);
        return ofLedger(tenantId, participantId, QueryWire.EVENTS, question, new TypeReference<>() {});
    }

    private <T> CompletableFuture<Answer<T>> ofLedger(
            String tenantId, String participantId, String path, Object question, TypeReference<T> type) {
        String key = RecordKeys.participant(tenantId, participantId);
        Deadline deadline = Deadline.in(READ_DEADLINE);
        return ask(deadline, map -> byKey(map.acceptedEvents(), key), path, () -> question, type);
    }

    @Override
    public CompletableFuture<Answer<EvaluatedEvent>> evaluation(
            String tenantId, @Nullable String participantId, String eventId, Duration wait) {
        Deadline deadline = Deadline.in(wait);
        Question body = () -> new QueryWire.EvaluationRequest(tenantId, participantId, eventId, deadline.leftMs());
        TypeReference<EvaluatedEvent> type = new TypeReference<>() {};
        if (participantId != null) {
            String key = RecordKeys.participant(tenantId, participantId);
            return ask(deadline, map -> byKey(map.acceptedEvents(), key), QueryWire.EVALUATION, body, type);
        }
        return owners.current()
                .thenCompose(map -> askAll(map, deadline, body, type))
                .exceptionally(failure -> new Answer.Unavailable<>(reason(failure)));
    }

    @Override
    public CompletableFuture<Answer<ScoredEvent>> scored(
            String tenantId, String contestId, String eventId, Duration wait) {
        String key = RecordKeys.contest(tenantId, contestId);
        Deadline deadline = Deadline.in(wait);
        return ask(
                deadline,
                map -> byKey(map.contestScores(), key),
                QueryWire.SCORED,
                () -> new QueryWire.ScoredRequest(tenantId, contestId, eventId, deadline.leftMs()),
                new TypeReference<ScoredEvent>() {});
    }

    @Override
    public CompletableFuture<Answer<ParticipantReport>> participant(String tenantId, String participantId) {
        return ofParticipant(tenantId, participantId, QueryWire.PARTICIPANT, new TypeReference<>() {});
    }

    @Override
    public CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId) {
        return ofParticipant(tenantId, participantId, QueryWire.VIEW, new TypeReference<>() {});
    }

    /** While the owner is absent: what a standby knows, or once more the owner. */
    private <T> CompletableFuture<Answer<T>> ofParticipant(
            String tenantId, String participantId, String path, TypeReference<T> type) {
        String key = RecordKeys.participant(tenantId, participantId);
        return ask(
                        Deadline.in(OWNER_DEADLINE),
                        map -> byKey(map.acceptedEvents(), key),
                        path,
                        () -> new QueryWire.ParticipantRequest(tenantId, participantId, false),
                        type)
                .thenCompose(answer -> answer instanceof Answer.Unavailable<T>
                        ? ask(
                                Deadline.in(READ_DEADLINE),
                                map -> standby(map, key),
                                path,
                                () -> new QueryWire.ParticipantRequest(tenantId, participantId, true),
                                type)
                        : completed(answer));
    }

    private static String standby(PartitionOwners map, String key) {
        List<List<String>> standbys = map.participantStandbys();
        List<String> known = standbys.isEmpty() ? List.of() : standbys.get(RecordKeys.partition(key, standbys.size()));
        return known.isEmpty() ? byKey(map.acceptedEvents(), key) : known.get(0);
    }

    @Override
    public CompletableFuture<Answer<LeaderboardReport>> leaderboard(
            String tenantId, String contestId, int limit, @Nullable String around) {
        String key = RecordKeys.contest(tenantId, contestId);
        return ask(
                Deadline.in(READ_DEADLINE),
                map -> byKey(map.contestScores(), key),
                QueryWire.LEADERBOARD,
                () -> new QueryWire.LeaderboardRequest(tenantId, contestId, limit, around),
                new TypeReference<LeaderboardReport>() {});
    }

    /** The body of a question, made anew for each try, because the time that is left shrinks. */
    private interface Question {
        Object body();
    }

    /** Asks the owner; when it is none or gives no answer, fetches the owners again and retries until the deadline. */
    private <T> CompletableFuture<Answer<T>> ask(
            Deadline deadline,
            Function<PartitionOwners, String> owner,
            String path,
            Question question,
            TypeReference<T> type) {
        return owners.current()
                .thenCompose(map -> {
                    String address = owner.apply(map);
                    return address.isEmpty()
                            ? completed(new Answer.Unavailable<T>("expected an owner for " + path + ", but none"))
                            : post(address, path, question, deadline, type);
                })
                .exceptionally(failure -> new Answer.Unavailable<>(reason(failure)))
                .thenCompose(answer -> {
                    if (!(answer instanceof Answer.Unavailable<T>)) {
                        return completed(answer);
                    }
                    owners.outdated();
                    if (deadline.leftMs() <= RETRY_PAUSE.toMillis()) {
                        return completed(answer);
                    }
                    Executor later = CompletableFuture.delayedExecutor(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    return CompletableFuture.supplyAsync(() -> null, later)
                            .thenCompose(again -> ask(deadline, owner, path, question, type));
                });
    }

    /** Asks every node; the first that knows wins. */
    private CompletableFuture<Answer<EvaluatedEvent>> askAll(
            PartitionOwners map, Deadline deadline, Question question, TypeReference<EvaluatedEvent> type) {
        List<CompletableFuture<Answer<EvaluatedEvent>>> asked = new ArrayList<>();
        map.acceptedEvents().stream()
                .filter(address -> !address.isEmpty())
                .distinct()
                .forEach(address -> asked.add(post(address, QueryWire.EVALUATION, question, deadline, type)
                        .exceptionally(failure -> new Answer.Unavailable<>(reason(failure)))));
        CompletableFuture<Answer<EvaluatedEvent>> first = new CompletableFuture<>();
        asked.forEach(one -> one.thenAccept(answer -> {
            if (answer instanceof Answer.Known<EvaluatedEvent>) {
                first.complete(answer);
            }
        }));
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenRun(() -> first.complete(asked.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer instanceof Answer.Unavailable)
                        .findFirst()
                        .orElseGet(Answer.Unknown::new)));
        return first;
    }

    private <T> CompletableFuture<Answer<T>> post(
            String address, String path, Question question, Deadline deadline, TypeReference<T> type) {
        HttpRequest.Builder request = request(address, path)
                .timeout(Duration.ofMillis(deadline.leftMs()).plus(TRAVEL))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(question.body())));
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> response.statusCode() == 200
                        ? Json.read(response.body(), AnswerMessage.class).toAnswer(type)
                        : new Answer.Unavailable<>(
                                "expected 200 from " + address + path + ", but " + response.statusCode()));
    }

    private CompletableFuture<PartitionOwners> fetchOwners(String address) {
        HttpRequest request =
                request(address, QueryWire.OWNERS).timeout(TRAVEL).GET().build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new IllegalStateException("expected 200 from " + address + ", but " + response.statusCode());
            }
            return Json.read(response.body(), PartitionOwners.class);
        });
    }

    private HttpRequest.Builder request(String address, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path));
        return secret == null ? request : request.header(QueryWire.SECRET_HEADER, secret);
    }

    private static String byKey(List<String> addresses, String key) {
        return addresses.isEmpty() ? "" : addresses.get(RecordKeys.partition(key, addresses.size()));
    }

    private static String at(List<String> addresses, int partition) {
        return partition < addresses.size() ? addresses.get(partition) : "";
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return "expected an answer from a processor node, but " + cause;
    }

    private static <T> CompletableFuture<T> completed(T value) {
        return CompletableFuture.completedFuture(value);
    }

    /** A moment by which to have an answer. */
    private record Deadline(long nanoTime) {
        static Deadline in(Duration wait) {
            return new Deadline(System.nanoTime() + wait.toNanos());
        }

        long leftMs() {
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
        }
    }
}
