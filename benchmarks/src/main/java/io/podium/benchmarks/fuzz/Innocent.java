package io.podium.benchmarks.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A tenant that shares the instance with the attackers, has rules of its own and never does anything wrong: it sends
 * single and sync events at a steady rate, repeats some, reads states, and compares each answer with what it must be.
 * Latencies count from the moment at which a request was due until the right answer was there, over all retries.
 */
final class Innocent implements AutoCloseable {

    /** What each event gives, and what the fifth one of a participant gives beside it. */
    private static final int POINTS = 10;

    private static final int FIFTH = 7;
    private static final int EVENTS_EACH = 10;
    private static final int THREADS = 8;
    private static final double PER_SECOND = 40;
    private static final Duration GIVES_UP = Duration.ofMinutes(2);
    private static final String TENANT = "innocent";
    private static final Map<String, String> RULES = Map.of(
            "earn-rules", "{\"kind\":\"earn_rule\",\"id\":\"quiz\",\"event_type\":\"quiz\",\"grant\":{\"amount\":10}}",
            "challenges",
                    "{\"kind\":\"challenge\",\"id\":\"five\",\"title\":\"Five\",\"objectives\":[{\"id\":\"quizzes\","
                            + "\"label\":\"Quizzes\",\"evaluator\":\"count\",\"event_type\":\"quiz\",\"target\":5}],"
                            + "\"reward\":{\"type\":\"points\",\"value\":7}}",
            "contests",
                    "{\"kind\":\"contest\",\"id\":\"cup\",\"title\":\"Cup\",\"starts_at\":\"2020-01-01T00:00:00Z\","
                            + "\"ends_at\":\"9999-01-01T00:00:00Z\",\"scoring\":{\"event_type\":\"quiz\",\"method\":\"count\"}}");

    private final String url;
    private final String key;
    private final Findings findings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final AtomicInteger participants = new AtomicInteger();
    private final Map<String, Integer> expected = new ConcurrentHashMap<>();
    private final LongAdder answers = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private volatile Latencies latencies = new Latencies();
    private volatile boolean ended;
    private final Thread[] threads = new Thread[THREADS];

    Innocent(int port, String key, Findings findings) {
        this.url = "http://127.0.0.1:" + port;
        this.key = key;
        this.findings = findings;
    }

    static String tenant() {
        return TENANT;
    }

    /** The latencies since the last question. */
    Latencies latencies() {
        Latencies before = latencies;
        latencies = new Latencies();
        return before;
    }

    long answers() {
        return answers.sum();
    }

    long retries() {
        return retries.sum();
    }

    /** Publishes its rules and waits until they are in force. */
    void publishRules() throws IOException, InterruptedException {
        for (Map.Entry<String, String> rule : RULES.entrySet()) {
            HttpResponse<String> answer = send(post("/api/v1/admin/" + rule.getKey(), rule.getValue()));
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("expected 201 for a rule, but " + answer.body());
            }
        }
        TimeUnit.SECONDS.sleep(11);
    }

    void start() {
        long began = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
            boolean waits = i % 2 == 0;
            double offset = i / PER_SECOND;
            threads[i] = new Thread(() -> run(waits, began + (long) (offset * 1e9)), "innocent-" + i);
            threads[i].start();
        }
    }

    private void run(boolean waits, long began) {
        long interval = (long) (THREADS / PER_SECOND * 1e9);
        long due = began;
        try {
            while (!ended) {
                String participant = (waits ? "sync_" : "single_") + participants.getAndIncrement();
                for (int event = 1; event <= EVENTS_EACH && !ended; event++) {
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    event(waits, participant, event, due);
                    due += interval;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!ended) {
                findings.violation("the innocent tenant was stopped by " + e, null);
            }
        }
    }

    private void event(boolean waits, String participant, int number, long due)
            throws IOException, InterruptedException {
        String body = "{\"participant_id\":\"" + participant + "\",\"event_type\":\"quiz\",\"attributes\":{\"score\":"
                + number + "},\"idempotency_key\":\"" + participant + ":" + number + "\"}";
        HttpRequest request = post("/api/v1/ingest/events" + (waits ? "/sync" : ""), body);
        Answered first = answered(request, waits, due);
        latencies.record(waits, System.nanoTime() - due);
        int points = number * POINTS + (number >= 5 ? FIFTH : 0);
        expected.put(participant, points);
        if (first.body().get("duplicate").asBoolean() && !first.retried()) {
            wrong(body, "duplicate: true for a new event", first.body());
        }
        if (waits) {
            checkResults(body, number, first.body());
        }
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            Answered again = answered(request, waits, System.nanoTime());
            if (!again.body().get("duplicate").asBoolean()
                    || !again.body().get("event_id").equals(first.body().get("event_id"))) {
                wrong(body, "a repeat was not reported as one of " + first.body(), again.body());
            }
            if (waits) {
                checkResults(body, number, again.body());
            }
        }
        if (waits && ThreadLocalRandom.current().nextInt(4) == 0) {
            checkState(participant, points);
        }
    }

    private void checkResults(String sent, int number, JsonNode body) {
        JsonNode results = body.get("results");
        int points = POINTS + (number == 5 ? FIFTH : 0);
        JsonNode progress = results.get("challenge_progress");
        boolean right = results.get("points_granted").asInt() == points
                && progress.size() == (number <= 5 ? 1 : 0)
                && (number > 5 || progress.get(0).get("to").asInt() == number)
                && results.at("/contest_score_delta/0/delta").asInt() == 1
                && results.get("contest_score_delta").size() == 1;
        if (!right) {
            wrong(sent, "expected " + points + " points and step " + number, body);
        }
    }

    /** An answer, and whether it may be to an earlier try. */
    private record Answered(JsonNode body, boolean retried) {}

    /** Sends until the answer is whole, as a client does: 503 and a broken connection mean that nothing is known. */
    private Answered answered(HttpRequest request, boolean waits, long since) throws IOException, InterruptedException {
        boolean retried = false;
        while (System.nanoTime() - since < GIVES_UP.toNanos()) {
            try {
                HttpResponse<String> response = send(request);
                answers.increment();
                int status = response.statusCode();
                if (status == 200 || status == 202) {
                    JsonNode body = Json.mapper().readTree(response.body());
                    boolean unknown = response.body().contains("verdict_pending")
                            || waits && body.path("results").isMissingNode()
                            || waits && body.path("results").isNull();
                    if (!unknown) {
                        return new Answered(body, retried);
                    }
                } else if (status != 503) {
                    findings.violation("the innocent tenant was answered " + status + " " + response.body(), null);
                }
            } catch (IOException e) {
                if (ended) {
                    throw e;
                }
            }
            retried = true;
            retries.increment();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("expected an answer within " + GIVES_UP + ", but there was none");
    }

    private void checkState(String participant, int points) throws IOException, InterruptedException {
        HttpResponse<String> state = send(get("/api/v1/gamify/state/" + participant));
        answers.increment();
        if (state.statusCode() == 503) {
            retries.increment();
        } else if (state.statusCode() != 200
                || Json.mapper().readTree(state.body()).get("lifetime_points").asInt() != points) {
            findings.violation("expected " + points + " points of " + participant + ", but " + state.body(), null);
        }
    }

    private void wrong(String sent, String what, JsonNode body) {
        findings.violation("the innocent tenant sent " + sent + ": " + what + ", but " + body, null);
    }

    /** Stops sending. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Compares the points of everybody with what they must be, once all is processed; how many they are. */
    int checkTotals(Duration settle) throws IOException, InterruptedException {
        long end = System.nanoTime() + settle.toNanos();
        for (Map.Entry<String, Integer> one : expected.entrySet()) {
            int points = points(one.getKey());
            while (points != one.getValue() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(200);
                points = points(one.getKey());
            }
            if (points != one.getValue()) {
                findings.violation(
                        "expected " + one.getValue() + " points of " + one.getKey() + " at the end, but " + points,
                        null);
            }
        }
        return expected.size();
    }

    private int points(String participant) throws IOException, InterruptedException {
        HttpResponse<String> state = send(get("/api/v1/gamify/state/" + participant));
        return state.statusCode() == 200
                ? Json.mapper().readTree(state.body()).get("lifetime_points").asInt()
                : -1;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest post(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("X-Bricqs-Tenant", TENANT);
    }

    @Override
    public void close() {
        ended = true;
    }
}
