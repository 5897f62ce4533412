package io.podium.stream.query;

import io.podium.schemas.json.Json;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.QueryWire;
import io.podium.schemas.query.QueryWire.AnswerMessage;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.handlers.RequestLimitingHandler;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Options;

/**
 * Serves this node's queries to the other nodes of the cluster. Not a public port: callers show the cluster's shared
 * secret. Waiting requests hold no thread.
 */
public final class QueryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);
    private static final long MAX_BODY_BYTES = 1024 * 1024;
    /** Metrics pages under way at once: whoever does not read one must not hold more of them in memory. */
    private static final int MAX_PAGES = 4;

    private static final int WRITE_TIMEOUT_MS = 30_000;

    private final Undertow server;

    /**
     * What the server serves.
     *
     * @param secret that callers must show; null lets everybody in, for loopback only
     * @param ready whether the node processes all its partitions
     * @param metrics the metrics page, in Prometheus' text format
     */
    public record Parts(
            LocalQueries queries,
            Owners owners,
            @Nullable String secret,
            BooleanSupplier ready,
            Supplier<String> metrics) {}

    /** Starts to serve; port 0 takes any free one. */
    public QueryServer(String host, int port, Parts parts) {
        LocalQueries queries = parts.queries();
        HttpHandler questions = Handlers.routing()
                .post(
                        QueryWire.VERDICTS,
                        question(
                                QueryWire.VerdictsRequest.class,
                                q -> queries.verdicts(
                                        q.log(), q.partition(), q.asked(), Duration.ofMillis(q.waitMs()))))
                .post(
                        QueryWire.FIRST_OF_KEY,
                        question(
                                QueryWire.FirstOfKeyRequest.class,
                                q -> queries.firstOf(q.partition(), q.tenantId(), q.idempotencyKey())))
                .post(
                        QueryWire.LEDGER,
                        question(
                                QueryWire.LedgerRequest.class,
                                q -> queries.ledger(q.tenantId(), q.participantId(), q.query())))
                .post(
                        QueryWire.EVENTS,
                        question(
                                QueryWire.EventsRequest.class,
                                q -> queries.events(q.tenantId(), q.participantId(), q.query())))
                .post(
                        QueryWire.EVALUATION,
                        question(
                                QueryWire.EvaluationRequest.class,
                                q -> queries.evaluation(
                                        q.tenantId(), q.participantId(), q.eventId(), Duration.ofMillis(q.waitMs()))))
                .post(
                        QueryWire.SCORED,
                        question(
                                QueryWire.ScoredRequest.class,
                                q -> queries.scored(
                                        q.tenantId(), q.contestId(), q.eventId(), Duration.ofMillis(q.waitMs()))))
                .post(
                        QueryWire.PARTICIPANT,
                        question(
                                QueryWire.ParticipantRequest.class,
                                q -> q.staleToo()
                                        ? queries.participantEvenIfStale(q.tenantId(), q.participantId())
                                        : queries.participant(q.tenantId(), q.participantId())))
                .post(
                        QueryWire.VIEW,
                        question(
                                QueryWire.ParticipantRequest.class,
                                q -> q.staleToo()
                                        ? queries.viewEvenIfStale(q.tenantId(), q.participantId())
                                        : queries.view(q.tenantId(), q.participantId())))
                .post(
                        QueryWire.LEADERBOARD,
                        question(
                                QueryWire.LeaderboardRequest.class,
                                q -> queries.leaderboard(q.tenantId(), q.contestId(), q.limit(), q.around())))
                .get(
                        QueryWire.OWNERS,
                        exchange ->
                                send(exchange, 200, Json.write(parts.owners().current())));
        HttpHandler root = Handlers.routing()
                .get("/health/live", exchange -> text(exchange, 200, "live\n"))
                .get("/health/ready", exchange -> {
                    boolean ready = parts.ready().getAsBoolean();
                    text(exchange, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
                })
                .get(
                        "/metrics",
                        new RequestLimitingHandler(
                                MAX_PAGES,
                                MAX_PAGES,
                                exchange -> text(exchange, 200, parts.metrics().get())))
                .setFallbackHandler(guarded(parts.secret(), questions));
        server = Undertow.builder()
                .addHttpListener(port, host)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .setSocketOption(Options.WRITE_TIMEOUT, WRITE_TIMEOUT_MS)
                .setHandler(new HttpContinueReadHandler(root))
                .build();
        server.start();
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static HttpHandler guarded(@Nullable String secret, HttpHandler next) {
        return exchange -> {
            String shown = exchange.getRequestHeaders().getFirst(QueryWire.SECRET_HEADER);
            if (secret == null || (shown != null && MessageDigest.isEqual(utf8(secret), utf8(shown)))) {
                next.handleRequest(exchange);
            } else {
                text(exchange, 401, "expected the cluster's secret in " + QueryWire.SECRET_HEADER + "\n");
            }
        };
    }

    private static <Q, A> HttpHandler question(Class<Q> type, Function<Q, CompletableFuture<Answer<A>>> ask) {
        return exchange -> exchange.getRequestReceiver().receiveFullBytes((received, body) -> {
            Q question;
            try {
                question = Json.read(body, type);
            } catch (UncheckedIOException e) {
                text(received, 400, e.getMessage() + "\n");
                return;
            }
            received.dispatch(SameThreadExecutor.INSTANCE, () -> ask.apply(question)
                    .whenComplete((answer, failure) -> received.getIoThread().execute(() -> {
                        if (failure == null) {
                            send(received, 200, Json.write(AnswerMessage.of(answer)));
                        } else {
                            LOG.error("a query failed: {}", question, failure);
                            text(received, 500, "the query failed\n");
                        }
                    })));
        });
    }

    private static void text(HttpServerExchange exchange, int status, String text) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpServerExchange exchange, int status, byte[] json) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(ByteBuffer.wrap(json));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
