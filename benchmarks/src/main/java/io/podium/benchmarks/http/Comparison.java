package io.podium.benchmarks.http;

import io.podium.benchmarks.report.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Samples ours = new Samples();
        Map<String, Samples> theirs = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            StringBuilder beside = new StringBuilder();
            for (Side side : baselines) {
                between.run();
                double rate = side.rate().measured(seconds);
                theirs.computeIfAbsent(side.name(), baseline -> new Samples()).add(rate);
                beside.append(", %s %,.0f".formatted(side.name(), rate));
            }
            between.run();
            double rate = podium.rate().measured(seconds);
            ours.add(rate);
            System.out.printf("round %d: %s: %,.0f%s%n", round, name, rate, beside);
        }
        theirs.forEach((baseline, rates) -> System.out.printf(
                "http: %s: %,.0f, beside %s %,.0f: median ratio %s of %d rounds%n",
                name,
                ours.median(),
                baseline,
                rates.median(),
                ours.beside(rates).reported(2),
                rounds));
    }
}
