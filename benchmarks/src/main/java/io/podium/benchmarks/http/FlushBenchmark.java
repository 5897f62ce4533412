package io.podium.benchmarks.http;

import io.podium.benchmarks.DevProcess;
import io.podium.benchmarks.report.Samples;
import java.io.IOException;
import java.util.List;

/**
 * What {@code --flush} costs: single events with verdict that development mode takes when each write waits for the
 * disk, beside one that does not, in pairs, a fresh start for each. Many connections share a flush, one alone waits
 * for it. Arguments: the executable jar, pairs, then options of the JVM.
 */
final class FlushBenchmark {

    private static final int MANY = 64;
    private static final double WARM_UP_SECONDS = 20;
    private static final double SECONDS = 10;

    private FlushBenchmark() {}

    /** Requests per second over many connections, and the median latency of a single one in milliseconds. */
    private record Figures(double perSecond, double aloneMillis) {}

    public static void main(String[] arguments) throws IOException {
        int pairs = Integer.parseInt(arguments[1]);
        List<String> options = List.of(arguments).subList(2, arguments.length);
        Samples rates = new Samples();
        Samples latencies = new Samples();
        for (int pair = 1; pair <= pairs; pair++) {
            Figures plain = measured(arguments[0], options, List.of());
            Figures flushed = measured(arguments[0], options, List.of("--flush"));
            rates.add(flushed.perSecond() / plain.perSecond());
            latencies.add(flushed.aloneMillis() / plain.aloneMillis());
            System.out.printf(
                    "pair %d: %d connections %,.0f events/s, flushed %,.0f; one connection p50 %.2f ms, flushed %.2f%n",
                    pair, MANY, plain.perSecond(), flushed.perSecond(), plain.aloneMillis(), flushed.aloneMillis());
        }
        System.out.printf(
                "flush: median ratio of events per second %s, of a single connection's latency %s, %d pairs%n",
                rates.reported(2), latencies.reported(2), pairs);
    }

    private static Figures measured(String jar, List<String> options, List<String> arguments) throws IOException {
        try (DevProcess podium = DevProcess.start(jar, options, arguments)) {
            load(podium, 0).closed(MANY, WARM_UP_SECONDS);
            double perSecond = load(podium, 1).closed(MANY, SECONDS).perSecond();
            double alone = load(podium, 2).closed(1, SECONDS).millisAt(50);
            return new Figures(perSecond, alone);
        }
    }

    private static Load load(DevProcess podium, int run) {
        return new Load(podium.port(), "/api/v1/ingest/events", new Events(run).single());
    }
}
