package io.podium.benchmarks.pipeline;

import io.podium.benchmarks.report.Figures;
import io.podium.benchmarks.report.Samples;
import io.podium.stream.engine.EngineConfig;

/**
 * Events per second from {@code raw-events} to the last committed outcome: Podium's topology and the bare one in
 * turn, against the same broker and the same log. The log is a backlog, which Podium commits less often than live
 * events; the bare topology is measured at both intervals. Prints each round and the medians of the ratios.
 * Arguments: events per run, rounds, partitions.
 */
public final class PipelineBenchmark {

    private static final int DEFAULT_PARTITIONS = 4;

    /** Rounds that are not counted: until then, the JVM's compilers take a good part of two cores. */
    private static final int WARM_UPS = 2;

    private final Samples podium = new Samples();
    private final Samples bareLive = new Samples();
    private final Samples bareBacklog = new Samples();

    private PipelineBenchmark() {}

    public static void main(String[] arguments) {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int partitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_PARTITIONS;
        System.out.printf("events/s of %,d events in %d partitions%n", events, partitions);
        new PipelineBenchmark().run(events, rounds, partitions);
    }

    private void run(int events, int rounds, int partitions) {
        try (Pipeline pipeline = new Pipeline(events, partitions)) {
            for (int round = 1 - WARM_UPS; round <= rounds; round++) {
                round(pipeline, round);
            }
        }
        Samples beside = podium.beside(bareBacklog);
        Figures.note("pipeline, events/s by partitions", partitions, podium.median());
        Figures.note("pipeline, beside the bare topology by partitions", partitions, beside.median());
        System.out.printf(
                "pipeline: podium %,.0f, bare %,.0f, median ratio %s; bare with a live run's commits %,.0f, median ratio %s%n",
                podium.median(),
                bareBacklog.median(),
                beside.reported(2),
                bareLive.median(),
                podium.beside(bareLive).reported(2));
    }

    private void round(Pipeline pipeline, int round) {
        String suffix = "-podium" + round;
        EngineConfig config = pipeline.config(suffix);
        double ours = pipeline.podium(config);
        double backlog = pipeline.bare("-bare" + round, EngineConfig.BACKLOG_COMMIT_INTERVAL);
        double live = pipeline.bare("-live" + round, config.commits().interval());
        System.out.printf(
                "%s: podium %,.0f, bare %,.0f, bare with a live run's commits %,.0f%n",
                round > 0 ? "round " + round : "warm-up", ours, backlog, live);
        if (round > 0) {
            podium.add(ours);
            bareBacklog.add(backlog);
            bareLive.add(live);
        }
    }
}
