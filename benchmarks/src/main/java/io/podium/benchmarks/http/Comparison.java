package io.podium.benchmarks.http;

import java.util.Arrays;
import java.util.List;

/**
 * The product beside its baselines, in rounds that measure each of them once.
 *
 * @param name what is measured, with its unit
 * @param podium the product
 */
record Comparison(String name, Side podium, List<Side> baselines) {

    /**
     * One of those that are compared.
     *
     * @param rate how to measure it
     */
    record Side(String name, Rate rate) {
        private void warmUp(double seconds) {
            System.out.printf("warm-up: %s %,.0f%n", name, rate.measured(seconds));
        }
    }

    /** What one of them does per second. */
    @FunctionalInterface
    interface Rate {
        double measured(double seconds);
    }

    /**
     * Measures all and prints each round, and the medians of the ratios.
     *
     * @param warmUpSeconds how long each runs before it is measured; less than a minute measures the JVM's compilers
     * @param between is done before each measurement
     */
    void run(double seconds, double warmUpSeconds, int rounds, Runnable between) {
        for (Side side : baselines) {
            side.warmUp(warmUpSeconds);
        }
        podium.warmUp(warmUpSeconds);
        double[] ours = new double[rounds];
        double[][] theirs = new double[baselines.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < baselines.size(); i++) {
                between.run();
                theirs[i][round] = baselines.get(i).rate().measured(seconds);
            }
            between.run();
            ours[round] = podium.rate().measured(seconds);
            StringBuilder line = new StringBuilder("round %d: %s: %,.0f".formatted(round + 1, name, ours[round]));
            for (int i = 0; i < baselines.size(); i++) {
                line.append(", %s %,.0f".formatted(baselines.get(i).name(), theirs[i][round]));
            }
            System.out.println(line);
        }
        for (int i = 0; i < baselines.size(); i++) {
            told(baselines.get(i).name(), ours, theirs[i]);
        }
    }

    private void told(String baseline, double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
        System.out.printf(
                "http: %s: %,.0f, beside %s %,.0f: median ratio %.2f of %d rounds (%.2f to %.2f)%n",
                name,
                median(ours),
                baseline,
                median(theirs),
                median(ratios),
                ratios.length,
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
