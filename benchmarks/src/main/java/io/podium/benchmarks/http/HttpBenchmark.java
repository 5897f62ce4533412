package io.podium.benchmarks.http;

import io.podium.benchmarks.DevProcess;
import io.podium.benchmarks.ReadyLine;
import io.podium.benchmarks.http.Comparison.Side;
import io.podium.benchmarks.report.Figures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The three endpoints beside their baselines, in rounds against one process that holds broker, processor, API node
 * and the baselines: single events with exact verdicts beside {@link BareServer}, which only produces, and beside the
 * bare system, which also waits for the first stage of the bare topology; batches of 500 beside {@link RawProducing}
 * and the bare system; and the latency of single and sync events at stepped loads. Arguments: seconds per
 * measurement, rounds, seconds of warm-up.
 */
public final class HttpBenchmark {

    private static final int FEW_CONNECTIONS = 32;
    private static final int MANY_CONNECTIONS = 128;
    private static final int BATCHES_AT_ONCE = 4;
    private static final int BATCH = 500;
    private static final int STREAM_BATCH = 50;
    private static final double STREAM_PER_SECOND = 5_000;
    private static final double LONELY_PER_SECOND = 4;
    /** For latencies, whose high percentiles need many requests. */
    private static final double LEAST_SECONDS = 20;

    private static final double SYNC_WARM_UP_RATE = 100;
    private static final String EVENTS = "/api/v1/ingest/events";

    private final Ports ports;
    private final double seconds;
    private final double latencySeconds;
    private final int rounds;
    private final double warmUpSeconds;
    private int run;

    /** Where the product, the bare server, the bare system and the broker listen. */
    private record Ports(int podium, int bare, int system, String bootstrapServers) {}

    private HttpBenchmark(Ports ports, double seconds, int rounds, double warmUpSeconds) {
        this.ports = ports;
        this.seconds = seconds;
        latencySeconds = Math.max(seconds, LEAST_SECONDS);
        this.rounds = rounds;
        this.warmUpSeconds = warmUpSeconds;
    }

    public static void main(String[] arguments) throws IOException {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        double warmUpSeconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 60;
        List<String> command = new ArrayList<>(List.of(DevProcess.JAVA, "-Xmx2g"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.podium.benchmarks.http.Servers"));
        Process servers = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String[] ready = ReadyLine.of(servers);
            Ports ports = new Ports(
                    Integer.parseInt(ready[0]), Integer.parseInt(ready[1]), Integer.parseInt(ready[2]), ready[3]);
            new HttpBenchmark(ports, seconds, rounds, warmUpSeconds).run();
        } finally {
            servers.getOutputStream().close(); // which they take as the sign to end
            servers.onExit().join();
        }
    }

    private void run() {
        try (Backlog backlog = new Backlog(ports.bootstrapServers())) {
            singles(FEW_CONNECTIONS).run(seconds, warmUpSeconds, rounds, backlog::drain);
            singles(MANY_CONNECTIONS).run(seconds, seconds, rounds, backlog::drain);
            batches().run(seconds, warmUpSeconds, rounds, backlog::drain);
            backlog.drain();
        }
        System.out.println("| load | requests/s | p50 ms | p90 ms | p99 ms | p99.9 ms |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (double rate : new double[] {500, 1_000, 2_000}) {
            reported(
                    "bare handler",
                    load(ports.bare(), EVENTS, events().single()).open(rate, seconds));
            reported(
                    "single with verdict",
                    load(ports.podium(), EVENTS, events().single()).open(rate, seconds));
        }
        load(ports.podium(), EVENTS + "/sync", events().single()).open(SYNC_WARM_UP_RATE, warmUpSeconds);
        for (double rate : new double[] {20, 200}) {
            reported(
                    "sync",
                    load(ports.podium(), EVENTS + "/sync", events().single())
                            .open(rate, Math.max(latencySeconds, 1_000 / rate)));
        }
        outcomes();
    }

    private Comparison singles(int connections) {
        return new Comparison(
                "single events with verdict over " + connections + " connections, requests/s",
                single("podium", ports.podium(), connections),
                List.of(
                        single("a bare handler", ports.bare(), connections),
                        single("the bare system", ports.system(), connections)));
    }

    private Side single(String name, int port, int connections) {
        return new Side(name, measured -> load(port, EVENTS, events().single())
                .closed(connections, measured)
                .perSecond());
    }

    private Comparison batches() {
        RawProducing raw = new RawProducing(ports.bootstrapServers(), BATCHES_AT_ONCE, BATCH);
        return new Comparison(
                "batches of " + BATCH + " with verdicts, events/s",
                batched("podium", ports.podium(), () -> events().batches(BATCH)),
                List.of(
                        new Side(
                                "raw producing, a batch after the other",
                                measured -> raw.waiting(events().single(), measured)),
                        new Side("raw producing, nobody waits", measured -> raw.streaming(events().single(), measured)),
                        batched("the bare system", ports.system(), () -> events().lines(BATCH))));
    }

    private static Side batched(String name, int port, Supplier<LongFunction<byte[]>> bodies) {
        return new Side(
                name,
                measured -> BATCH
                        * load(port, EVENTS + "/batch", bodies.get())
                                .closed(BATCHES_AT_ONCE, measured)
                                .perSecond());
    }

    /** In a stream of events, and of one event at a time. */
    private void outcomes() {
        load(ports.podium(), EVENTS + "/batch", events().batches(STREAM_BATCH))
                .open(STREAM_PER_SECOND / STREAM_BATCH, warmUpSeconds);
        outcomes(EVENTS + "/batch", events().batches(STREAM_BATCH), STREAM_BATCH, STREAM_PER_SECOND);
        outcomes(EVENTS, events().single(), 1, LONELY_PER_SECOND);
    }

    /** How long after its arrival the outcomes of an event can be read. */
    private void outcomes(String path, LongFunction<byte[]> bodies, int batch, double eventsPerSecond) {
        try (OutcomeWatch watch = new OutcomeWatch(ports.bootstrapServers())) {
            double perSecond = batch
                    * load(ports.podium(), path, bodies)
                            .open(eventsPerSecond / batch, latencySeconds)
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

    private static void reported(String name, Load.Result result) {
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

    /** Events whose keys no other run has. */
    private Events events() {
        return new Events(run++);
    }
}
