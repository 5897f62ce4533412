package io.podium.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.podium.ingest.submit.Receipt;
import io.undertow.server.HttpServerExchange;

/**
 * What the HTTP front counts. Over every interval in which no request is under way:
 *
 * <pre>received = accepted + duplicate + rejected + unavailable</pre>
 *
 * in events ({@code podium.ingest.events}, by result); requests are timed by route and status.
 */
public final class HttpMetrics {

    private static final String EVENTS = "podium.ingest.events";

    private final MeterRegistry registry;

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void received(int events) {
        registry.counter("podium.ingest.received").increment(events);
    }

    void told(Receipt receipt) {
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

    void time(HttpServerExchange exchange) {
        Timer.Sample sample = Timer.start(registry);
        exchange.addExchangeCompleteListener((completed, next) -> {
            sample.stop(registry.timer(
                    "podium.http.requests",
                    "method",
                    completed.getRequestMethod().toString(),
                    "status",
                    Integer.toString(completed.getStatusCode())));
            next.proceed();
        });
    }
}
