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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Three times as many events as a node can take, at a steady rate that does not wait for answers. */
@Command(
        name = "scripts/overload",
        mixinStandardHelpOptions = true,
        description = "Sends three times as many events as a node can take, and reports what it took, what it shed, and"
                + " whether it recovered.")
final class Overload implements Callable<Integer> {

    private static final int BATCH = 100;
    private static final int CLIENTS = 16;
    private static final int OVERLOAD = 3;
    private static final int MOST = 12;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Of each of the first two phases; the overload takes twice as long; ${DEFAULT-VALUE}.")
    private int seconds;

    private final AtomicInteger keys = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .build();
    private Child dev;
    private String url;

    /**
     * What became of one batch.
     *
     * @param status 0 where the connection broke
     * @param latencyMs since it should have been sent
     */
    record Outcome(int status, boolean pending, boolean saysWhen, double latencyMs) {
        boolean taken() {
            return status == 202;
        }

        boolean shed() {
            return status == 429 || status == 503;
        }
    }

    /**
     * What clients saw.
     *
     * @param during the overload
     * @param later at a quarter of what the node can take
     */
    record Report(
            double sustained,
            int times,
            List<Outcome> during,
            List<Outcome> later,
            long residentBefore,
            long residentAfter,
            boolean lives,
            String errors) {

        /** Fails where the node broke what it promises. */
        void check() {
            assertThat(during).as("each is taken or asked to come again").allMatch(one -> one.taken() || one.shed());
            assertThat(during).as("there was too much").anyMatch(Outcome::shed);
            assertThat(during).as("the node went on working").anyMatch(Outcome::taken);
            assertThat(during.stream().filter(Outcome::shed)).as("Retry-After").allMatch(Outcome::saysWhen);
            assertThat(during.stream().filter(Outcome::taken)).as("bounded").allMatch(one -> one.latencyMs() < 30_000);
            assertThat(later.subList(later.size() / 2, later.size()))
                    .as("it recovers by itself")
                    .isNotEmpty()
                    .allMatch(one -> one.taken() && !one.pending());
            assertThat(lives).isTrue();
            assertThat(errors).doesNotContain("OutOfMemoryError");
        }
    }

    /** The same as a user starts it, but with these words. */
    static Overload of(String... words) {
        return CommandLine.populateCommand(new Overload(), words);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Overload()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        WorkDirectory work = WorkDirectory.create("podium-overload-");
        Report report = run(work.path());
        System.out.printf(
                Locale.ROOT,
                "overload: %.0f events/s sustained; at %d times that %s; resident %d MiB before, %d MiB after; at a "
                        + "quarter %s%n",
                report.sustained() * BATCH,
                report.times(),
                summary(report.during(), seconds * 2),
                report.residentBefore(),
                report.residentAfter(),
                summary(report.later(), seconds));
        try {
            report.check();
        } catch (AssertionError e) {
            System.out.println("FAILED, the output of the node is in " + work.path() + ": " + e.getMessage());
            return 1;
        }
        work.close();
        return 0;
    }

    Report run(Path directory) throws InterruptedException {
        try (Child started = new Child(directory.resolve("dev.log"), "dev", "--port=0", "--kafka-port=0")) {
            dev = started;
            url = dev.line("ready ").substring("ready ".length());
            closedLoop(seconds);
            double sustainable = closedLoop(seconds);
            long before = dev.residentMegabytes();
            int times = OVERLOAD;
            List<Outcome> during = openLoop(sustainable * times, seconds * 2);
            while (during.stream().noneMatch(Outcome::shed) && times < MOST) {
                times *= 2; // clients that wait for answers did not find out what the node can do
                during = openLoop(sustainable * times, seconds * 2);
            }
            long after = dev.residentMegabytes();
            List<Outcome> later = openLoop(sustainable / 4, seconds);
            return new Report(sustainable, times, during, later, before, after, dev.isAlive(), dev.errors());
        }
    }

    /** Batches per second that clients get through who wait for each answer. */
    private double closedLoop(int length) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(length).toNanos();
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
        return done.get() / (double) length;
    }

    /** Sends at a rate, whether or not answers come. */
    private List<Outcome> openLoop(double perSecond, int length) {
        long began = System.nanoTime();
        int count = (int) (perSecond * length);
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

    private static String summary(List<Outcome> outcomes, int length) {
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
                latencies.length * BATCH / (double) length,
                pending,
                outcomes.stream().filter(Outcome::shed).count(),
                outcomes.stream().filter(one -> one.status() == 0).count(),
                latencies.length == 0 ? 0 : latencies[latencies.length / 2],
                latencies.length == 0 ? 0 : latencies[(int) (latencies.length * 0.99)],
                latencies.length == 0 ? 0 : latencies[latencies.length - 1]);
    }
}
