package io.podium.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.http.HttpMetrics;
import io.podium.stream.record.StageCounters;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void every_metric_says_what_it_counts() {
        PrometheusMeterRegistry registry = Metrics.registry();
        new StageCounters(registry);
        new HttpMetrics(registry);
        registry.counter("podium.of.others").increment();
        Gauge.builder("own", () -> 1).description("Its own text").register(registry);
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("# HELP")))
                .hasSizeGreaterThan(12)
                .allMatch(line -> line.matches("# HELP \\S+ \\S.*"))
                .anyMatch(line -> line.equals("# HELP own Its own text"))
                .anyMatch(line -> line.startsWith("# HELP podium_dedup_duplicate_total Events whose key"));
    }
}
