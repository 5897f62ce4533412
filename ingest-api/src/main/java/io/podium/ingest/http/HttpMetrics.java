package io.podium.ingest.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.podium.ingest.submit.CommandReceipt;
import io.podium.ingest.submit.Receipt;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * What the API node counts. Over every interval in which no request is under way:
 *
 * <pre>received = accepted + duplicate + rejected + unavailable</pre>
 *
 * in events ({@code podium.ingest.events}, by result); requests are timed by method, route and status,
 * with a histogram.
 */
public final class HttpMetrics {

    /** Timer of requests, with the tags method, {@link #ROUTE} and status. */
    public static final String REQUESTS = "podium.http.requests";
    /** Tag of a request's route: the path as openapi.yaml has it. */
    public static final String ROUTE = "route";
    /** Gauge of bytes that wait for clients to read them; every node has it from its start. */
    public static final String UNREAD_BYTES = "podium.http.answers.unread.bytes";

    private static final String EVENTS = "podium.ingest.events";

    /** Bounds of the latency histogram; close to each other where answers are expected. */
    private static final Duration[] BUCKETS = LongStream.of(
                    5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 125, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MeterProvider<Timer> requests;

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        requests = Timer.builder(REQUESTS).serviceLevelObjectives(BUCKETS).withRegistry(registry);
    }

    /** Bytes of answers that clients have not read yet. */
    void unreadAnswers(Supplier<Number> bytes) {
        Gauge.builder(UNREAD_BYTES, bytes)
                .description("Bytes of answers that wait for their clients to read them.")
                .register(registry);
    }

    void received(int events) {
        registry.counter("podium.ingest.received").increment(events);
    }

    void reported(Receipt receipt) {
        String result = "unavailable";
        if (receipt instanceof Receipt.Accepted) {
            result = "accepted";
        } else if (receipt instanceof Receipt.Duplicate) {
            result = "duplicate";
        } else if (receipt instanceof Receipt.Rejected) {
            result = "rejected";
        }
        registry.counter(EVENTS, "result", result).increment();
    }

    /** Commands are counted by themselves, so that the equation of events stays. */
    void command(CommandReceipt receipt) {
        String result = "unavailable";
        if (receipt instanceof CommandReceipt.Decided decided) {
            boolean refused = decided.transaction().refusal() != null;
            result = decided.duplicate() ? "duplicate" : refused ? "refused" : "done";
        } else if (receipt instanceof CommandReceipt.Pending) {
            result = "pending";
        } else if (receipt instanceof CommandReceipt.Conflict) {
            result = "conflict";
        }
        registry.counter("podium.ingest.commands", "result", result).increment();
    }

    void time(HttpServerExchange exchange) {
        Timer.Sample sample = Timer.start(registry);
        exchange.addExchangeCompleteListener((completed, next) -> {
            if (isStream(completed)) { // how long a client follows is not how long an answer takes
                next.proceed();
                return;
            }
            sample.stop(requests.withTags(
                    "method",
                    completed.getRequestMethod().toString(),
                    ROUTE,
                    route(completed),
                    "status",
                    Integer.toString(completed.getStatusCode())));
            next.proceed();
        });
    }

    private static boolean isStream(HttpServerExchange exchange) {
        String type = exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }

    private static String route(HttpServerExchange exchange) {
        PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
        return match == null ? "none" : match.getMatchedTemplate();
    }
}
