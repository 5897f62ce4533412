package io.podium.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import io.podium.standalone.ProgressWait;
import io.podium.standalone.faults.History.Acknowledged;
import io.podium.standalone.faults.History.Answered;
import io.podium.standalone.faults.History.GivenUp;
import io.podium.standalone.faults.History.Read;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients that send over HTTP, retrying as the contract says, and straight to Kafka; many keys come more than once. */
final class Load implements AutoCloseable {

    static final int PARTICIPANTS = 20;
    static final String REFUSED = "refused";
    static final String CLOSED = "closed";

    /** What a good request may be answered while nodes die. */
    static final Set<String> GOOD_EXCUSES = Set.of("503", "timeout", REFUSED, CLOSED);

    private static final int CLIENTS = 8;
    private static final long AHEAD_MS = Duration.ofMinutes(50).toMillis();
    private static final long BACK_MS = Duration.ofHours(3).toMillis();
    private static final long[] WAITS_MS = {250, 500, 1_000, 2_000, 5_000};

    final History history = new History();
    private final Cluster cluster;
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Set<String> errors = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unread = new AtomicInteger();
    private final AtomicLong lastTaken = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGapMs = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 2);
    private final List<Future<?>> ends = new ArrayList<>();
    private volatile boolean stopped;

    Load(Cluster cluster, long seed) {
        this.cluster = cluster;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(0), "acks", "all", "delivery.timeout.ms", 60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seed * 31 + i);
            ends.add(clients.submit(() -> loop(random, this::overHttp)));
        }
        ends.add(clients.submit(() -> loop(new Random(seed * 31 + CLIENTS), this::overKafka)));
        ends.add(clients.submit(() -> loop(new Random(seed * 31 + CLIENTS + 1), this::read)));
    }

    /**
     * Kinds of failure that were retried: statuses, {@link #REFUSED} for a node that is not there, {@link #CLOSED} for
     * a kept connection that was closed before any answer, {@code timeout}.
     */
    Set<String> errors() {
        return Set.copyOf(errors);
    }

    int requests() {
        return requests.get();
    }

    int failures() {
        return failures.get();
    }

    /** The longest time in which no request was taken, in ms. */
    long longestGapMs() {
        return longestGapMs.get();
    }

    private void taken() {
        long now = System.nanoTime();
        long gap = TimeUnit.NANOSECONDS.toMillis(now - lastTaken.getAndSet(now));
        longestGapMs.accumulateAndGet(gap, Math::max);
    }

    private interface Sender {
        void send(Random random) throws InterruptedException;
    }

    private void loop(Random random, Sender sender) {
        try {
            while (!stopped) {
                sender.send(random);
                TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(80));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Mostly a new key; now and then one that somebody has sent before. */
    private String key(Random random) {
        int known = keys.get();
        return "k" + (known > 0 && random.nextInt(5) == 0 ? random.nextInt(known) : keys.getAndIncrement());
    }

    private static String event(String key, Random random) {
        return "{\"tenant_id\":\"" + Cluster.TENANT + "\",\"participant_id\":\"p"
                + Math.floorMod(key.hashCode(), PARTICIPANTS) + "\",\"event_type\":\"quiz\",\"attributes\":{\"score\":"
                + random.nextInt(100) + "},\"idempotency_key\":\"" + key + "\"}";
    }

    private void overKafka(Random random) {
        String key = key(random);
        producer.send(
                new ProducerRecord<>(
                        "raw-events",
                        null,
                        clock(random),
                        key.getBytes(StandardCharsets.UTF_8),
                        event(key, random).getBytes(StandardCharsets.UTF_8)),
                (place, failure) ->
                        history.add(failure == null ? new Acknowledged(key) : new GivenUp(key, failure.toString())));
    }

    /** A read of what a participant has; from the other node where one gives no answer. */
    private void read(Random random) throws InterruptedException {
        String participant = "p" + random.nextInt(PARTICIPANTS);
        int first = random.nextInt(2);
        for (int api : new int[] {first, 1 - first}) {
            HttpRequest request = cluster.request(api, "/api/v1/gamify/state/" + participant)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    JsonNode state = Json.mapper().readTree(response.body());
                    long points = state.get("lifetime_points").asLong();
                    history.add(new Read(participant, points, state.has("stale_by")));
                    return;
                }
            } catch (IOException e) {
                // The other one.
            }
        }
        unread.incrementAndGet();
    }

    /** Reads that neither node answered. */
    int unread() {
        return unread.get();
    }

    /** Now and then the clock of a producer jumps, by up to 50 minutes ahead or 3 hours back. */
    private static long clock(Random random) {
        long now = System.currentTimeMillis();
        return random.nextInt(10) > 0 ? now : now + random.nextLong(-BACK_MS, AHEAD_MS);
    }

    private void overHttp(Random random) throws InterruptedException {
        int kind = random.nextInt(10);
        String path = "/api/v1/ingest/events" + (kind == 0 ? "/sync" : kind == 1 ? "/batch" : "");
        String key = key(random);
        String body = kind == 1 ? "{\"events\":[" + event(key, random) + "]}" : event(key, random);
        String last = "";
        for (int attempt = 0; attempt < 12; attempt++) {
            HttpRequest request = cluster.request(random.nextInt(2), path)
                    .timeout(Duration.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            requests.incrementAndGet();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < 300) {
                    taken();
                    JsonNode answer = Json.mapper().readTree(response.body());
                    history.add(answered(key, kind == 1 ? answer.at("/results/0") : answer));
                    return;
                }
                last = response.statusCode() + " " + response.body();
                errors.add(Integer.toString(response.statusCode()));
                if (response.statusCode() < 429) {
                    break;
                }
            } catch (ConnectException e) {
                last = e.toString();
                errors.add(REFUSED);
            } catch (HttpTimeoutException e) {
                last = e.toString();
                errors.add("timeout");
            } catch (IOException e) {
                last = e.toString();
                errors.add(CLOSED);
            }
            failures.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)] + random.nextInt(100));
        }
        history.add(new GivenUp(key, last));
    }

    private static Answered answered(String key, JsonNode row) {
        boolean duplicate = row.get("duplicate").asBoolean();
        String eventId =
                row.path("original_event_id").asText(row.get("event_id").asText());
        boolean pending = row.path("warnings").findValuesAsText("code").contains("verdict_pending");
        return new Answered(key, eventId, duplicate, pending);
    }

    /** Lets all requests under way come to their end; fails where a client failed before it was asked to stop. */
    @Override
    public void close() {
        stopped = true;
        clients.shutdown();
        ProgressWait.until(
                "clients to end", () -> List.of(clients.isTerminated(), requests.get()), now -> clients.isTerminated());
        producer.close(Duration.ofSeconds(70));
        for (Future<?> end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a client failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
