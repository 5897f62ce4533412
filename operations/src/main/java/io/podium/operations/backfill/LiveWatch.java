package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.http.HttpMetrics;
import io.podium.operations.administration.LogOffsets;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the import can see of the live run: how far it is behind, and how long sync answers take. */
public final class LiveWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A percentile of fewer answers is chance. */
    private static final long FEWEST_ANSWERS = 100;

    private static final NamingConvention PROMETHEUS = new PrometheusNamingConvention();
    private static final String REQUESTS = PROMETHEUS.name(HttpMetrics.REQUESTS, Meter.Type.TIMER);
    private static final String OF_EVERY_NODE = PROMETHEUS.name(HttpMetrics.UNREAD_BYTES, Meter.Type.GAUGE);
    private static final String SYNC_ROUTE = HttpMetrics.ROUTE + "=\"" + ApiServer.SYNC_EVENTS + "\"";

    private static final Pattern BUCKET = Pattern.compile(
            REQUESTS + "_bucket\\{(?=[^}]*" + Pattern.quote(SYNC_ROUTE) + ")[^}]*le=\"([^\"]+)\"[^}]*} (\\S+)");

    /** What the live run takes in from outside. */
    private static final Set<String> RAW = Set.of(Topics.RAW_EVENTS.name(), Topics.RAW_COMMANDS.name());

    private final LogOffsets offsets;
    private final String applicationId;
    private final List<URI> nodes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private @Nullable NavigableMap<Double, Double> windowStart;

    /**
     * The live run of an application.
     *
     * @param nodes API nodes whose metrics are read; empty for none
     */
    public LiveWatch(Admin admin, String applicationId, List<URI> nodes) {
        this.offsets = new LogOffsets(admin);
        this.applicationId = applicationId;
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Checks that there is a live run to watch.
     *
     * @throws IllegalStateException when there is no group of that name; names those that there are
     */
    public void requireLiveRun() {
        List<String> groups = offsets.groups();
        // Whoever may not list groups may still see the offsets of this one.
        if (!groups.contains(applicationId) && offsets.committed(applicationId).isEmpty()) {
            throw new IllegalStateException("expected a live run with the application id " + applicationId
                    + ", but no group has it ("
                    + (groups.isEmpty() ? "there are none at all" : "there are: " + String.join(", ", groups))
                    + "); start its processor, or name the right one by --application-id");
        }
    }

    /**
     * Checks that each of the nodes answers with its metrics.
     *
     * @throws IllegalStateException when one does not
     */
    public void requireNodes() {
        for (URI node : nodes) {
            buckets(
                    node,
                    metrics(node)
                            .orElseThrow(() -> new IllegalStateException(
                                    "expected an API node at " + node + " (--watch), but nothing answers there")));
        }
    }

    /** Whether there are nodes whose answers it can see. */
    boolean seesNodes() {
        return !nodes.isEmpty();
    }

    /** Looks once; to be called about once a second. */
    Rate.Sample look() {
        return new Rate.Sample(lag(), latency());
    }

    /** Records of events and commands that are not processed yet; 0 where no live run ever was. */
    long lag() {
        Map<TopicPartition, Long> committed = offsets.committed(applicationId);
        committed.keySet().removeIf(partition -> !RAW.contains(partition.topic()));
        return offsets.ends(committed.keySet(), IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - requireNonNull(committed.get(end.getKey()))))
                .sum();
    }

    /** Whether the live run has processed all records of a raw topic before these offsets, by partition. */
    public boolean hasPassed(Topic<?, ?> topic, Map<Integer, Long> ends) {
        Map<TopicPartition, Long> committed = offsets.committed(applicationId);
        return ends.entrySet().stream()
                .allMatch(end ->
                        committed.getOrDefault(new TopicPartition(topic.name(), end.getKey()), 0L) >= end.getValue());
    }

    /**
     * 99th percentile of the sync answers since the last time that it was reported, in ms. NaN until there are enough
     * answers, so that each is judged once.
     */
    private double latency() {
        if (nodes.isEmpty()) {
            return Double.NaN;
        }
        NavigableMap<Double, Double> now = scrape();
        double latency = windowStart == null ? Double.NaN : percentile(windowStart, now);
        if (windowStart == null || !Double.isNaN(latency)) {
            windowStart = now;
        }
        return latency;
    }

    private NavigableMap<Double, Double> scrape() {
        NavigableMap<Double, Double> now = new TreeMap<>();
        for (URI node : nodes) {
            metrics(node).ifPresent(page -> buckets(node, page)
                    .forEach((bound, count) -> now.merge(bound, count, Double::sum)));
        }
        return now;
    }

    /**
     * How many sync answers of a node took at most how long, by ms, as its metrics page says.
     *
     * @throws IllegalStateException when the page is not one of an API node that reports its answers
     */
    static NavigableMap<Double, Double> buckets(URI node, String page) {
        if (!page.contains(OF_EVERY_NODE)) {
            throw new IllegalStateException(
                    "expected the metrics of an API node at " + node + ", but there is no " + OF_EVERY_NODE);
        }
        NavigableMap<Double, Double> counts = new TreeMap<>();
        Matcher bucket = BUCKET.matcher(page);
        while (bucket.find()) {
            double bound = bucket.group(1).equals("+Inf")
                    ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(bucket.group(1)) * 1000;
            counts.merge(bound, Double.parseDouble(bucket.group(2)), Double::sum);
        }
        if (counts.isEmpty() && page.contains(SYNC_ROUTE)) {
            throw new IllegalStateException("expected the histogram " + REQUESTS + "_bucket of sync answers at " + node
                    + ", but there is none");
        }
        return counts;
    }

    /**
     * The 99th percentile of what came between two readings of a cumulative histogram, as if the answers of a bucket
     * were spread evenly over it.
     */
    static double percentile(NavigableMap<Double, Double> before, NavigableMap<Double, Double> now) {
        double all = now.isEmpty() ? 0 : now.lastEntry().getValue() - before.getOrDefault(now.lastKey(), 0.0);
        if (all < FEWEST_ANSWERS) {
            return Double.NaN;
        }
        double lowerBound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : now.entrySet()) {
            double upTo = bucket.getValue() - before.getOrDefault(bucket.getKey(), 0.0);
            if (upTo >= 0.99 * all) {
                double share = (0.99 * all - below) / (upTo - below);
                return lowerBound + (bucket.getKey() - lowerBound) * share;
            }
            lowerBound = bucket.getKey();
            below = upTo;
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The page; empty from a node that restarts: its share of the answers is missing for a moment. */
    private Optional<String> metrics(URI node) {
        try {
            HttpRequest request = HttpRequest.newBuilder(node.resolve("/metrics"))
                    .timeout(PATIENCE)
                    .build();
            return Optional.of(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected --watch as http://host:port, but " + node, e);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
