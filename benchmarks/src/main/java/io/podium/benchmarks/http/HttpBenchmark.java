package io.podium.benchmarks.http;

import io.podium.benchmarks.ReadyLine;
import io.podium.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * The three endpoints beside their baselines, in pairs of runs against one process that holds broker, processor, HTTP
 * node and the bare server: single events with exact verdicts beside {@link BareServer}; batches of 500 with exact
 * verdicts beside {@link RawProducing}; and the latency of single and sync events at stepped loads. Arguments: seconds
 * per run, pairs of runs.
 */
public final class HttpBenchmark {

    private static final int CONNECTIONS = 32;
    private static final int BATCHES_AT_ONCE = 4;
    private static final int BATCH = 500;
    private static final int STREAM_BATCH = 50;
    private static final double STREAM_PER_SECOND = 5_000;
    private static final double STREAM_SECONDS = 20;
    private static final String EVENTS = "/api/v1/ingest/events";

    private final int port;
    private final int barePort;
    private final String bootstrapServers;
    private final double seconds;
    private final int pairs;
    private int run;

    private HttpBenchmark(int port, int barePort, String bootstrapServers, double seconds, int pairs) {
        this.port = port;
        this.barePort = barePort;
        this.bootstrapServers = bootstrapServers;
        this.seconds = seconds;
        this.pairs = pairs;
    }

    public static void main(String[] arguments) throws IOException {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Process servers = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.podium.benchmarks.http.Servers")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String[] ready = ReadyLine.of(servers);
            new HttpBenchmark(Integer.parseInt(ready[0]), Integer.parseInt(ready[1]), ready[2], seconds, pairs).run();
        } finally {
            servers.getOutputStream().close(); // which they take as the sign to end
            servers.onExit().join();
        }
    }

    private void run() {
        compare(
                "single events with verdict, beside a bare handler, requests/s",
                () -> load(port, EVENTS, single()).closed(CONNECTIONS, seconds).perSecond(),
                () -> load(barePort, EVENTS, single())
                        .closed(CONNECTIONS, seconds)
                        .perSecond());
        compare(
                "batches of " + BATCH + " with verdicts, beside raw producing one batch after the other, events/s",
                () -> BATCH
                        * load(port, EVENTS + "/batch", batch(BATCH))
                                .closed(BATCHES_AT_ONCE, seconds)
                                .perSecond(),
                () -> new RawProducing(bootstrapServers, BATCHES_AT_ONCE, BATCH).waiting(single(), seconds));
        compare(
                "batches of " + BATCH + " with verdicts, beside raw producing as fast as it goes, events/s",
                () -> BATCH
                        * load(port, EVENTS + "/batch", batch(BATCH))
                                .closed(BATCHES_AT_ONCE, seconds)
                                .perSecond(),
                () -> new RawProducing(bootstrapServers, BATCHES_AT_ONCE, BATCH).streaming(single(), seconds));
        System.out.println("| load | requests/s | p50 ms | p90 ms | p99 ms | p99.9 ms |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (double rate : new double[] {500, 1_000, 2_000}) {
            told("bare handler", load(barePort, EVENTS, single()).open(rate, seconds));
            told("single with verdict", load(port, EVENTS, single()).open(rate, seconds));
        }
        for (double rate : new double[] {20, 200}) {
            Load sync = load(port, EVENTS + "/sync", single());
            sync.open(rate, seconds);
            told("sync", load(port, EVENTS + "/sync", single()).open(rate, Math.max(seconds, 1_000 / rate)));
        }
        outcomes();
    }

    /** How long after its arrival the outcomes of an event can be read, while a stream of events flows. */
    private void outcomes() {
        Load batches = load(port, EVENTS + "/batch", batch(STREAM_BATCH));
        batches.open(STREAM_PER_SECOND / STREAM_BATCH, seconds); // until the outcomes of what came before are there
        try (OutcomeWatch watch = new OutcomeWatch(bootstrapServers)) {
            double perSecond = STREAM_BATCH
                    * load(port, EVENTS + "/batch", batch(STREAM_BATCH))
                            .open(STREAM_PER_SECOND / STREAM_BATCH, Math.max(seconds, STREAM_SECONDS))
                            .perSecond();
            Histogram latencies = watch.end();
            System.out.printf(
                    "http: arrival to committed outcome at %,.0f events/s: p50 %d ms, p90 %d, p99 %d, max %d of %,d outcomes%n",
                    perSecond,
                    latencies.getValueAtPercentile(50),
                    latencies.getValueAtPercentile(90),
                    latencies.getValueAtPercentile(99),
                    latencies.getMaxValue(),
                    latencies.getTotalCount());
            Figures.note("outcomes, p99 ms after arrival by events/s", perSecond, (double)
                    latencies.getValueAtPercentile(99));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the outcomes could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void compare(String name, DoubleSupplier podium, DoubleSupplier baseline) {
        double[] ratios = new double[pairs];
        for (int pair = 0; pair <= pairs; pair++) {
            double base = baseline.getAsDouble();
            double ours = podium.getAsDouble();
            System.out.printf(
                    "%s %s: %,.0f beside %,.0f, ratio %.2f%n",
                    pair == 0 ? "warm-up" : "pair " + pair, name, ours, base, ours / base);
            if (pair > 0) {
                ratios[pair - 1] = ours / base;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                "http: %s: median ratio %.2f of %d pairs (%.2f to %.2f)%n",
                name, ratios[pairs / 2], pairs, ratios[0], ratios[pairs - 1]);
    }

    private static void told(String name, Load.Result result) {
        System.out.printf(
                "| %s | %,.0f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                result.perSecond(),
                result.millisAt(50),
                result.millisAt(90),
                result.millisAt(99),
                result.millisAt(99.9));
        Figures.note(name + ", p99 ms by requests/s", result.perSecond(), result.millisAt(99));
    }

    private static Load load(int port, String path, LongFunction<byte[]> bodies) {
        return new Load(port, path, bodies);
    }

    /** Bodies of single events whose keys no other run has. */
    private LongFunction<byte[]> single() {
        int thisRun = run++;
        return number -> event(thisRun, number).getBytes(StandardCharsets.UTF_8);
    }

    private LongFunction<byte[]> batch(int size) {
        int thisRun = run++;
        return number -> {
            StringBuilder body = new StringBuilder("{\"events\":[");
            for (long i = number * size; i < (number + 1) * size; i++) {
                body.append(i % size == 0 ? "" : ",").append(event(thisRun, i));
            }
            return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String event(int run, long number) {
        return "{\"participant_id\":\"p" + number % 5_000 + "\",\"event_type\":\"quiz_completed\",\"attributes\":"
                + "{\"quiz_id\":\"q_fit_basics\",\"score\":" + number % 100 + "},\"idempotency_key\":\"p"
                + number % 5_000 + ":" + run + ":" + number + "\"}";
    }
}
