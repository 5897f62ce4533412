package io.podium.operations.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.http.HttpMetrics;
import io.podium.standalone.setup.Metrics;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the import reads in the metrics that nodes print. */
class LiveWatchTest {

    private static final URI NODE = URI.create("http://node:8080");

    private final PrometheusMeterRegistry registry = Metrics.registry();

    @Test
    void sync_answers_are_counted_by_how_long_they_took_and_others_are_not() {
        anHttpNode();
        answer(ApiServer.SYNC_EVENTS, "200", Duration.ofMillis(5));
        answer(ApiServer.SYNC_EVENTS, "202", Duration.ofMillis(15));
        answer("/api/v1/ingest/events", "202", Duration.ofMillis(5));
        assertThat(LiveWatch.buckets(NODE, registry.scrape()))
                .containsEntry(10.0, 1.0)
                .containsEntry(20.0, 2.0)
                .containsEntry(Double.POSITIVE_INFINITY, 2.0);
    }

    @Test
    void a_node_that_has_not_answered_yet_has_nothing_to_report() {
        anHttpNode();
        assertThat(LiveWatch.buckets(NODE, registry.scrape())).isEmpty();
    }

    @Test
    void what_is_no_http_node_or_has_no_histogram_is_an_error() {
        assertThatThrownBy(() -> LiveWatch.buckets(NODE, registry.scrape()))
                .hasMessageContaining("expected the metrics of an API node at http://node:8080");
        anHttpNode();
        Timer.builder(HttpMetrics.REQUESTS)
                .tag(HttpMetrics.ROUTE, ApiServer.SYNC_EVENTS)
                .register(registry)
                .record(Duration.ofMillis(5));
        assertThatThrownBy(() -> LiveWatch.buckets(NODE, registry.scrape()))
                .hasMessageContaining("podium_http_requests_seconds_bucket");
    }

    private void anHttpNode() {
        Gauge.builder(HttpMetrics.UNREAD_BYTES, () -> 0).register(registry);
    }

    private void answer(String route, String status, Duration took) {
        Timer.builder(HttpMetrics.REQUESTS)
                .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(20))
                .tags("method", "POST", HttpMetrics.ROUTE, route, "status", status)
                .register(registry)
                .record(took);
    }
}
