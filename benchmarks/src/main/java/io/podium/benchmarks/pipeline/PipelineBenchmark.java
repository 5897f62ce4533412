package io.podium.benchmarks.pipeline;

import io.podium.benchmarks.report.Figures;
import java.util.Arrays;

/**
 * Events per second from {@code raw-events} to the last committed outcome: Podium's topology and the bare one in turn,
 * against the same broker and the same log. Prints each run and the median of the ratios. Arguments: events per run,
 * pairs of runs, partitions.
 */
public final class PipelineBenchmark {

    private static final int DEFAULT_PARTITIONS = 4;

    private PipelineBenchmark() {}

    public static void main(String[] arguments) {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int partitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_PARTITIONS;
        double[] ratios = new double[pairs];
        double[] rates = new double[pairs];
        try (Pipeline pipeline = new Pipeline(events, partitions)) {
            for (int pair = 0; pair <= pairs; pair++) {
                String suffix = "-podium" + pair;
                double podium = pipeline.podium(pipeline.config(suffix), suffix);
                double bare = pipeline.bare("-bare" + pair);
                System.out.printf(
                        "%s podium %,.0f/s, bare %,.0f/s, ratio %.2f%n",
                        pair == 0 ? "warm-up" : "pair " + pair, podium, bare, podium / bare);
                if (pair > 0) {
                    ratios[pair - 1] = podium / bare;
                    rates[pair - 1] = podium;
                }
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(rates);
        Figures.note("pipeline, events/s by partitions", partitions, rates[pairs / 2]);
        Figures.note("pipeline, beside the bare topology by partitions", partitions, ratios[pairs / 2]);
        System.out.printf(
                "pipeline: median ratio %.2f of %d pairs (%.2f to %.2f), %,d events each, %d partitions%n",
                ratios[pairs / 2], pairs, ratios[0], ratios[pairs - 1], events, partitions);
    }
}
