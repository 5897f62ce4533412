package io.podium.standalone.setup;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.http.HttpMetrics;
import java.util.Map;

/** The registry of a node's metrics, in which each has a text that says what it counts. */
public final class Metrics {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry(HttpMetrics.REQUESTS, "HTTP requests that were answered, by method, route and status"),
            Map.entry("podium.http.requests.active", "HTTP requests under way"),
            Map.entry("podium.http.events.limit", "Most events under way at once, by what the processors can do"),
            Map.entry("podium.ingest.received", "Events that came by HTTP; the sum of podium_ingest_events_total"),
            Map.entry("podium.ingest.events", "Events that came by HTTP, by what became of them"),
            Map.entry("podium.restore.records", "Records that stores were restored from"),
            Map.entry("podium.restore.remaining", "Records that stores are still to be restored from"),
            Map.entry("podium.tasks.stuck", "Tasks whose thread died twice or more at one place, and got no further"),
            Map.entry("podium.dedup.received", "Records of raw-events; accepted, duplicate, rekeyed or dead-lettered"),
            Map.entry("podium.dedup.accepted", "Events that are the first of their key"),
            Map.entry("podium.dedup.duplicate", "Events whose key was seen before"),
            Map.entry("podium.dedup.rekeyed", "Records that went to the partition of their key first"),
            Map.entry("podium.dedup.dead.lettered", "Invalid records"),
            Map.entry("podium.evaluation.events", "Events that rules judged"),
            Map.entry("podium.evaluation.outcomes", "Outcomes of events"),
            Map.entry("podium.evaluation.conditions.failed", "Conditions that could not be evaluated for an event"),
            Map.entry("podium.leaderboard.scores", "Scores that contests took in"),
            Map.entry("podium.leaderboard.fraud.exceeded", "Scores that came faster than a contest allows"),
            Map.entry("podium.leaderboard.rebuild", "Rebuilding of ranks from their store"),
            Map.entry("podium.rules.refused", "Versions of rules that can't be read and change nothing"));

    private Metrics() {}

    /** A new registry. */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return described(id);
            }
        });
        return registry;
    }

    private static Meter.Id described(Meter.Id id) {
        if (id.getDescription() != null && !id.getDescription().isBlank()) {
            return id;
        }
        String text = TEXTS.getOrDefault(id.getName(), id.getName().replace('.', ' '));
        return new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), text, id.getType());
    }
}
