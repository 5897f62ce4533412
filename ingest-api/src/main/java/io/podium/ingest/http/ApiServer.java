package io.podium.ingest.http;

import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.log.EventLog;
import io.podium.ingest.rules.RuleDesk;
import io.podium.ingest.rules.RuleVersions;
import io.podium.ingest.submit.ResultsFinder;
import io.podium.ingest.submit.Submitter;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.event.Limits;
import io.podium.schemas.query.EngineQueries;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.xnio.Options;

/** The public HTTP server: the routes of the contract, the reads, health and metrics. */
public final class ApiServer implements AutoCloseable {

    private static final String RULES = "/api/v1/admin/{collection}";
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int HEADERS_TIMEOUT_MS = 10_000;
    private static final int IDLE_TIMEOUT_MS = 60_000;
    /** Idle connections cost little, but not nothing: about 10 KiB each. Further ones wait to be accepted. */
    private static final int MAX_CONNECTIONS = 20_000;

    /** What clients have not read yet may take a sixteenth of the heap. */
    private static final int ANSWER_SHARE = 16;

    private static final long MIN_ANSWER_BYTES = 8L * 1024 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    private final GracefulShutdownHandler root;
    private final AnswerWriter answers;
    private final Duration drain;
    private volatile boolean draining;
    private final Undertow server;

    /** What the server is made of. */
    public record Parts(
            EventLog log,
            EngineQueries queries,
            EventCatalogue catalogue,
            OrderSensitivity order,
            RuleVersions rules,
            RuleDesk ruleDesk,
            KeyRing keys,
            RateLimits limits,
            Admission admission,
            HttpMetrics metrics,
            Deadlines deadlines,
            BooleanSupplier ready,
            Supplier<String> metricsPage,
            Clock clock) {}

    /**
     * How long answers may take.
     *
     * @param verdict to learn whether an event is a duplicate
     * @param sync to learn the results of an event, and for rows of a batch to wait for each other
     * @param body by when a request's body must have come as a whole, and its answer must have been read
     * @param drain how long a node that stops serves on, while it tells that it is not ready and ends each connection
     *     after its answer, so that load balancers and clients turn to others before it is gone
     */
    public record Deadlines(Duration verdict, Duration sync, Duration body, Duration drain) {
        /** 2 s, 5 s, 30 s, and no time to drain. */
        public static final Deadlines DEFAULT =
                new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ZERO);

        /** The same deadlines with time to drain. */
        public Deadlines draining(Duration newDrain) {
            return new Deadlines(verdict, sync, body, newDrain);
        }
    }

    /** Starts to serve; port 0 takes any free one. */
    public ApiServer(String host, int port, Parts parts) {
        drain = parts.deadlines().drain();
        answers = new AnswerWriter(
                Math.max(MIN_ANSWER_BYTES, Runtime.getRuntime().maxMemory() / ANSWER_SHARE),
                parts.deadlines().body());
        parts.metrics().unreadAnswers(answers::waitingBytes);
        root = Handlers.gracefulShutdown(
                lastAnswerWhileDraining(new HttpContinueReadHandler(onRawPath(routes(parts)))));
        server = Undertow.builder()
                .addHttpListener(port, host)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) Limits.BATCH_BODY_BYTES)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEADERS_TIMEOUT_MS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT_MS)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, IDLE_TIMEOUT_MS)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
                .setHandler(root)
                .build();
        server.start();
    }

    private HttpHandler lastAnswerWhileDraining(HttpHandler next) {
        return exchange -> {
            if (draining) {
                exchange.setPersistent(false);
            }
            next.handleRequest(exchange);
        };
    }

    private RoutingHandler routes(Parts parts) {
        Submitter submitter = new Submitter(
                parts.log(),
                parts.queries(),
                parts.deadlines().verdict(),
                parts.deadlines().sync(),
                parts.admission()::verdicts,
                parts.clock());
        ResultsFinder results = new ResultsFinder(parts.queries());
        IngestEndpoints ingest = new IngestEndpoints(
                submitter,
                results,
                parts.catalogue(),
                parts.metrics(),
                parts.deadlines().sync(),
                parts.clock());
        BatchEndpoint batch =
                new BatchEndpoint(submitter, parts.catalogue(), parts.order(), parts.metrics(), parts.clock());
        ReadEndpoints reads = new ReadEndpoints(parts.queries());
        AdminEndpoints admin = new AdminEndpoints(parts.rules(), parts.ruleDesk(), parts.clock());
        ApiHandler.Shared shared = new ApiHandler.Shared(
                parts.admission(),
                parts.keys(),
                parts.limits(),
                parts.metrics(),
                answers,
                parts.deadlines().body());

        return Handlers.routing(false)
                .post("/api/v1/ingest/events", write(shared, Scope.ADMIN, Limits.BODY_BYTES, ingest::single))
                .post("/api/v1/ingest/events/batch", write(shared, Scope.ADMIN, Limits.BATCH_BODY_BYTES, batch::answer))
                .post("/api/v1/ingest/events/sync", write(shared, Scope.ADMIN, Limits.BODY_BYTES, ingest::sync))
                .get("/api/v1/ingest/events/{event_id}/results", read(shared, Scope.PART, ingest::results))
                .get("/api/v1/gamify/state/{participant_id}", read(shared, Scope.PART, reads::state))
                .get(
                        "/api/v1/contests/{contest_id}/leaderboard",
                        read(shared, Scope.PART, reads::leaderboard, "limit", "around"))
                .get("/api/v1/contests/{contest_id}/rank/{participant_id}", read(shared, Scope.PART, reads::rank))
                .get(RULES, read(shared, Scope.ADMIN, admin::all))
                .post(RULES, write(shared, Scope.ADMIN, Limits.BODY_BYTES, admin::publish))
                .get(RULES + "/{id}", read(shared, Scope.ADMIN, admin::one))
                .delete(RULES + "/{id}", write(shared, Scope.ADMIN, 0, admin::retire))
                .get("/health/live", exchange -> text(exchange, 200, "live\n"))
                .get(
                        "/health/ready",
                        exchange -> ready(exchange, !draining && parts.ready().getAsBoolean()))
                .get(
                        "/metrics",
                        exchange -> text(exchange, 200, parts.metricsPage().get()))
                .setFallbackHandler(this::noRoute)
                .setInvalidMethodHandler(this::wrongMethod);
    }

    private static HttpHandler read(
            ApiHandler.Shared shared, Scope scope, Endpoint endpoint, String... queryParameters) {
        return new ApiHandler(
                new ApiHandler.Route(scope, Admission.Kind.READ, 0, Set.of(queryParameters), endpoint), shared);
    }

    private static HttpHandler write(ApiHandler.Shared shared, Scope scope, int bodyLimit, Endpoint endpoint) {
        return new ApiHandler(new ApiHandler.Route(scope, Admission.Kind.WRITE, bodyLimit, Set.of(), endpoint), shared);
    }

    /**
     * Routes on the path as it came: its segments are separated before they are decoded, so that whatever an id is made
     * of, it is one segment. The server itself would decode first, and take an encoded slash for a separator.
     */
    private static HttpHandler onRawPath(HttpHandler next) {
        return exchange -> {
            String path = exchange.getRequestURI();
            if (exchange.isHostIncludedInRequestURI()) {
                int slash = path.indexOf('/', path.indexOf("://") + "://".length());
                path = slash < 0 ? "/" : path.substring(slash);
            }
            exchange.setRelativePath(path);
            next.handleRequest(exchange);
        };
    }

    private void noRoute(HttpServerExchange exchange) {
        Refusal refusal = Refusal.notFound("no_route", "expected a path of the API, but there is nothing here");
        answers.send(exchange, refusal.answer(ApiHandler.requestId(exchange)));
    }

    private void wrongMethod(HttpServerExchange exchange) {
        String allowed = allowed(exchange.getRelativePath());
        Refusal refusal = Refusal.methodNotAllowed("expected method " + allowed + " for this path", allowed);
        answers.send(exchange, refusal.answer(ApiHandler.requestId(exchange)));
    }

    private static String allowed(String path) {
        if (path.startsWith("/api/v1/admin/")) {
            return path.indexOf('/', "/api/v1/admin/".length()) < 0 ? "GET, POST" : "GET, DELETE";
        }
        return path.startsWith("/api/v1/ingest/events") && !path.endsWith("/results") ? "POST" : "GET";
    }

    private void ready(HttpServerExchange exchange, boolean ready) {
        text(exchange, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
    }

    private void text(HttpServerExchange exchange, int status, String text) {
        answers.send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Drains, takes no new requests, lets those under way end (up to 10 s), and stops. */
    @Override
    public void close() {
        draining = true;
        try {
            TimeUnit.MILLISECONDS.sleep(drain.toMillis());
            root.shutdown();
            root.awaitShutdown(DRAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            root.shutdown();
        }
        server.stop();
    }
}
