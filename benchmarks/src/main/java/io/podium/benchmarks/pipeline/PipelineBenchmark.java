package io.podium.benchmarks.pipeline;

import io.podium.benchmarks.report.Figures;
import io.podium.benchmarks.report.Samples;

/**
 * Events per second from {@code raw-events} to the last committed outcome: Podium's topology and the bare one in turn,
 * against the same broker and the same log. Prints each run and the median of the ratios. Arguments: events per run,
 * pairs of runs, partitions.
 */
public final class PipelineBenchmark {

    private static final int DEFAULT_PARTITIONS = 4;

    /** Pairs of runs that are not counted: until then, the JVM's compilers take a good part of two cores. */
    private static final int WARM_UPS = 2;

    private PipelineBenchmark() {}

    public static void main(String[] arguments) {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int partitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_PARTITIONS;
        Samples podium = new Samples();
        Samples bare = new Samples();
        try (Pipeline pipeline = new Pipeline(events, partitions)) {
            for (int pair = 1 - WARM_UPS; pair <= pairs; pair++) {
                String suffix = "-podium" + pair;
                double ours = pipeline.podium(pipeline.config(suffix), suffix);
                double theirs = pipeline.bare("-bare" + pair);
                System.out.printf(
                        "%s podium %,.0f/s, bare %,.0f/s, ratio %.2f%n",
                        pair > 0 ? "pair " + pair : "warm-up", ours, theirs, ours / theirs);
                if (pair > 0) {
                    podium.add(ours);
                    bare.add(theirs);
                }
            }
        }
        Samples ratios = podium.beside(bare);
        Figures.note("pipeline, events/s by partitions", partitions, podium.median());
        Figures.note("pipeline, beside the bare topology by partitions", partitions, ratios.median());
        System.out.printf(
                "pipeline: podium %,.0f/s, bare %,.0f/s, median ratio %s of %d pairs, %,d events each, %d partitions%n",
                podium.median(), bare.median(), ratios.told(2), pairs, events, partitions);
    }
}
