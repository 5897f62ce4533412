package io.podium.ingest.http;

import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.live.LiveStreams;
import io.podium.ingest.log.EventLog;
import io.podium.ingest.rules.RuleAdministration;
import io.podium.ingest.rules.RuleVersions;
import io.podium.ingest.token.RevocationLog;
import io.podium.ingest.token.TokenKeys;
import io.podium.ingest.token.Tokens;
import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import io.podium.schemas.event.Limits;
import io.podium.schemas.query.EngineQueries;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatch;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.xnio.Options;

/** The public HTTP server: the routes of the contract, the reads, health and metrics. */
public final class ApiServer implements AutoCloseable {

    /** The route of events that are answered with their results. */
    public static final String SYNC_EVENTS = "/api/v1/ingest/events/sync";

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

    private final RouteTable routes;
    private final GracefulShutdownHandler root;
    private final AnswerWriter answers;
    private final Duration drain;
    private final LiveStreams streams;
    private volatile boolean draining;
    private final Undertow server;

    /** What the server is made of. */
    public record Parts(
            EventLog log,
            EngineQueries queries,
            EventCatalogue catalogue,
            OrderSensitivity order,
            RuleVersions rules,
            RuleAdministration ruleAdministration,
            KeyRing keys,
            TokenParts tokens,
            RateLimits limits,
            Admission admission,
            HttpMetrics metrics,
            Deadlines deadlines,
            Cors cors,
            LiveStreams streams,
            Optional<Explorer> explorer,
            BooleanSupplier ready,
            Supplier<String> metricsPage,
            Clock clock) {}

    /** What tokens of participants are made of. */
    public record TokenParts(TokenKeys keys, Tokens tokens, RevocationLog revocations) {}

    /** How long answers may take. */
    public record Deadlines(
            @Setting(
                    name = "verdict-deadline",
                    value = "PT2S",
                    min = "PT0S",
                    description = "How long an answer waits to learn whether its event is a duplicate; then it says"
                            + " verdict_pending.")
            Duration verdict,

            @Setting(
                    name = "sync-deadline",
                    value = "PT5S",
                    min = "PT0S",
                    description = "How long a sync answer waits for the results of its event, and rows of a batch for"
                            + " each other.")
            Duration sync,

            @Setting(
                    name = "body-deadline",
                    value = "PT30S",
                    min = "PT0.001S",
                    description = "By when a request's body must have come as a whole, and its answer must have been"
                            + " read; then the connection is closed.")
            Duration body,

            @Setting(
                    value = "PT2S",
                    min = "PT0S",
                    description = "How long to serve on, no longer ready, when asked to stop; each connection ends"
                            + " after its answer, so that load balancers and clients turn to others.")
            Duration drain) {

        public Deadlines {
            Config.check(Deadlines.class, verdict, sync, body, drain);
        }

        /** What a node behind a load balancer has. */
        public static final Deadlines DEFAULT = Config.read(Deadlines.class, Map.of());

        /** The same deadlines without time to drain, where nobody turns to other nodes. */
        public Deadlines withoutDraining() {
            return new Deadlines(verdict, sync, body, Duration.ZERO);
        }
    }

    /** Starts to serve; port 0 takes any free one. */
    public ApiServer(String host, int port, Parts parts) {
        drain = parts.deadlines().drain();
        streams = parts.streams();
        answers = new AnswerWriter(
                Math.max(MIN_ANSWER_BYTES, Runtime.getRuntime().maxMemory() / ANSWER_SHARE),
                parts.deadlines().body());
        parts.metrics().unreadAnswers(answers::waitingBytes);
        ApiRoutes api = new ApiRoutes(parts);
        routes = api.table(() -> !draining && parts.ready().getAsBoolean());
        root = Handlers.gracefulShutdown(lastAnswerWhileDraining(new HttpContinueReadHandler(
                onRawPath(parts.cors().around(routes.handler(route -> serve(api, route), refuse()))))));
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
                .setServerOption(UndertowOptions.BUFFER_PIPELINED_DATA, false)
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

    private HttpHandler serve(ApiRoutes api, Route route) {
        if (route instanceof Route.Api ofApi) {
            return new ApiHandler(api.column(ofApi), answers);
        }
        Route.Page page = (Route.Page) route;
        return exchange -> {
            Route.Text text = page.text()
                    .apply(exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                            .getParameters());
            text.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
            answers.send(
                    exchange, text.status(), text.contentType(), text.body().getBytes(StandardCharsets.UTF_8));
        };
    }

    private HttpHandler refuse() {
        ApiHandler refusing = new ApiHandler(call -> new ErrorFilter().answer(call, routes::refuse), answers);
        return exchange -> {
            if (!exchange.getRequestMethod().equals(Methods.OPTIONS) || !routes.answerOptions(exchange)) {
                refusing.handleRequest(exchange);
            }
        };
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

    /** What is served. */
    RouteTable routes() {
        return routes;
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Drains, takes no new requests, lets those under way end (up to 10 s), and stops. */
    @Override
    public void close() {
        draining = true;
        streams.drain();
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
