package io.podium.benchmarks;

import io.podium.standalone.setup.DevNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long sync events take at a steady rate, each from the moment that it was due, as a histogram. */
@Command(
        name = "scripts/latency",
        mixinStandardHelpOptions = true,
        description =
                "Starts development mode on free ports with a fresh directory, sends sync events at a steady rate,"
                        + " whether answers come or not, and prints the histogram of their latency.")
public final class LatencyBenchmark implements Callable<Integer> {

    private static final double[] BOUNDS_MS = {2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 500, 1000, 5000};

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PER_SECOND",
            defaultValue = "20",
            description = "Requests per second; ${DEFAULT-VALUE}.")
    private double perSecond;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "WARM_UP_SECONDS",
            defaultValue = "30",
            description = "${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--jar", hidden = true, required = true, description = "The executable jar.")
    private String jar;

    @Option(names = "--java-option", hidden = true, description = "Of the JVM of development mode.")
    private List<String> javaOptions = new ArrayList<>();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LatencyBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (DevProcess dev = DevProcess.start(jar, javaOptions)) {
            run(dev.port(), "warm_up", (int) (warmUpSeconds * perSecond));
            print(run(dev.port(), "measured", (int) (seconds * perSecond)));
        }
        return 0;
    }

    private double[] run(int port, String name, int count) {
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + (long) (i / perSecond * TimeUnit.SECONDS.toNanos(1));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            answers.add(client.sendAsync(request(port, name + "_" + i, i), HttpResponse.BodyHandlers.ofString())
                    .thenApply(answer -> millisSince(due, answer)));
        }
        return answers.stream().mapToDouble(CompletableFuture::join).sorted().toArray();
    }

    private static HttpRequest request(int port, String key, int number) {
        String event = "{\"participant_id\":\"p_" + number % 1000 + "\",\"event_type\":\"quiz_completed\","
                + "\"attributes\":{\"quiz_id\":\"q\",\"score\":" + number % 100 + "},\"idempotency_key\":\"" + key
                + "\"}";
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/ingest/events/sync"))
                .header("Authorization", "Bearer " + DevNode.ADMIN_KEY)
                .header("X-Bricqs-Tenant", DevNode.TENANT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
    }

    private static double millisSince(long due, HttpResponse<String> answer) {
        if (answer.statusCode() != 200 || !answer.body().contains("\"new_rank\"")) {
            throw new IllegalStateException(
                    "expected 200 with a rank, but " + answer.statusCode() + " " + answer.body());
        }
        return (System.nanoTime() - due) / 1e6;
    }

    private void print(double[] sortedMs) {
        System.out.printf(
                Locale.ROOT,
                "sync latency: %d requests, %.0f/s, each answered 200 with its rank%n",
                sortedMs.length,
                perSecond);
        int before = 0;
        for (double bound : BOUNDS_MS) {
            int at = Arrays.binarySearch(sortedMs, bound);
            int below = at < 0 ? -at - 1 : at;
            if (below > before) {
                double share = 100.0 * (below - before) / sortedMs.length;
                String bar = "#".repeat((int) Math.ceil(share / 2));
                System.out.printf(Locale.ROOT, "  < %5.0f ms %6d %5.1f %% %s%n", bound, below - before, share, bar);
            }
            before = below;
        }
        System.out.printf(
                Locale.ROOT,
                "  p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                at(sortedMs, 0.50),
                at(sortedMs, 0.90),
                at(sortedMs, 0.99),
                sortedMs[sortedMs.length - 1]);
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))];
    }
}
