package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.setup.DevNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three times as many events as a node can take, at a steady rate that does not wait for answers. {@code
 * -Dpodium.overload.seconds} says for how long; what is printed is measured on the machine that it runs on.
 */
class OverloadIT {

    private static final int SECONDS = Integer.getInteger("podium.overload.seconds", 8);
    private static final int BATCH = 100;
    private static final int CLIENTS = 16;
    private static final int OVERLOAD = 3;
    private static final int MOST = 12;

    @TempDir
    Path directory;

    private final AtomicInteger keys = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .build();
    private Child dev;
    private String url;

    @BeforeEach
    void start() {
        dev = new Child(directory.resolve("dev.log"), "dev", "--port=0", "--kafka-port=0");
        url = dev.line("ready ").substring("ready ".length());
    }

    @AfterEach
    void stop() {
        dev.close();
    }

    /**
     * What became of one batch.
     *
     * @param status 0 where the connection broke
     * @param latencyMs since it should have been sent
     */
    private record Outcome(int status, boolean pending, boolean saysWhen, double latencyMs) {
        boolean taken() {
            return status == 202;
        }

        boolean shed() {
            return status == 429 || status == 503;
        }
    }

    @Test
    void what_is_too_much_is_reported_to_come_again_and_the_rest_is_answered_in_bounded_time() throws Exception {
        closedLoop(SECONDS);
        double sustainable = closedLoop(SECONDS);
        long before = dev.residentMegabytes();
        int times = OVERLOAD;
        List<Outcome> during = openLoop(sustainable * times, SECONDS * 2);
        while (during.stream().noneMatch(Outcome::shed) && times < MOST) {
            times *= 2; // clients that wait for answers did not find out what the node can do
            during = openLoop(sustainable * times, SECONDS * 2);
        }
        long after = dev.residentMegabytes();
        List<Outcome> later = openLoop(sustainable / 4, SECONDS);
        System.out.printf(
                Locale.ROOT,
                "overload: %.0f events/s sustained; at %d times that %s; resident %d MiB before, %d MiB after; at a "
                        + "quarter %s%n",
                sustainable * BATCH,
                times,
                summary(during, SECONDS * 2),
                before,
                after,
                summary(later, SECONDS));

        assertThat(during).as("each is taken or asked to come again").allMatch(one -> one.taken() || one.shed());
        assertThat(during).as("there was too much").anyMatch(Outcome::shed);
        assertThat(during).as("the node went on working").anyMatch(Outcome::taken);
        assertThat(during.stream().filter(Outcome::shed)).as("Retry-After").allMatch(Outcome::saysWhen);
        assertThat(during.stream().filter(Outcome::taken)).as("bounded").allMatch(one -> one.latencyMs() < 30_000);
        assertThat(later.subList(later.size() / 2, later.size()))
                .as("it recovers by itself")
                .allMatch(one -> one.taken() && !one.pending());
        assertThat(dev.isAlive()).isTrue();
        assertThat(dev.errors()).doesNotContain("OutOfMemoryError");
    }

    /** Batches per second that clients get through who wait for each answer. */
    private double closedLoop(int seconds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        AtomicInteger done = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> {
                while (System.nanoTime() < end) {
                    if (send(System.nanoTime()).join().taken()) {
                        done.incrementAndGet();
                    }
                }
            });
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        return done.get() / (double) seconds;
    }

    /** Sends at a rate, whether or not answers come. */
    private List<Outcome> openLoop(double perSecond, int seconds) {
        long began = System.nanoTime();
        int count = (int) (perSecond * seconds);
        List<CompletableFuture<Outcome>> sent = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long due = began + (long) (i * 1_000_000_000.0 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sent.add(send(due));
        }
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Outcome> send(long dueNanos) {
        StringBuilder body = new StringBuilder("{\"events\":[");
        for (int i = 0; i < BATCH; i++) {
            int key = keys.getAndIncrement();
            body.append(i == 0 ? "" : ",")
                    .append("{\"participant_id\":\"p")
                    .append(key % 5_000)
                    .append("\",\"event_type\":\"quiz_completed\",\"attributes\":{\"quiz_id\":\"q")
                    .append(key % 50)
                    .append("\",\"score\":90},\"idempotency_key\":\"o")
                    .append(key)
                    .append("\"}");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + Client.BATCH))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + DevNode.ADMIN_KEY)
                .header("X-Bricqs-Tenant", DevNode.TENANT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.append("]}").toString()))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).handle((response, failure) -> {
            double latencyMs = (System.nanoTime() - dueNanos) / 1_000_000.0;
            return failure == null
                    ? new Outcome(
                            response.statusCode(),
                            response.body().contains("verdict_pending"),
                            response.headers().firstValue("Retry-After").isPresent(),
                            latencyMs)
                    : new Outcome(0, false, false, latencyMs);
        });
    }

    private static String summary(List<Outcome> outcomes, int seconds) {
        double[] latencies = outcomes.stream()
                .filter(Outcome::taken)
                .mapToDouble(Outcome::latencyMs)
                .sorted()
                .toArray();
        long pending = outcomes.stream().filter(Outcome::pending).count();
        return String.format(
                Locale.ROOT,
                "%d batches: %.0f events/s taken (%d without verdict), %d shed, %d broken, latency of the taken p50 %.0f, "
                        + "p99 %.0f, max %.0f ms",
                outcomes.size(),
                latencies.length * BATCH / (double) seconds,
                pending,
                outcomes.stream().filter(Outcome::shed).count(),
                outcomes.stream().filter(one -> one.status() == 0).count(),
                latencies.length == 0 ? 0 : latencies[latencies.length / 2],
                latencies.length == 0 ? 0 : latencies[(int) (latencies.length * 0.99)],
                latencies.length == 0 ? 0 : latencies[latencies.length - 1]);
    }
}
