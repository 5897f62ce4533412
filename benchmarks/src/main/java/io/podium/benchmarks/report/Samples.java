package io.podium.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;

/** One figure as it was measured in several rounds. */
public final class Samples {

    private double[] values = {};

    /** Takes the next round's value. */
    public void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
    }

    /** The middle value; of an even number, the mean of the two in the middle. */
    public double median() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** This beside another, round by round. */
    public Samples beside(Samples other) {
        Samples ratios = new Samples();
        for (int round = 0; round < values.length; round++) {
            ratios.add(values[round] / other.values[round]);
        }
        return ratios;
    }

    /** The median, and the least and the greatest value: {@code 0.85 (0.76 to 0.95)}. */
    public String reported(int decimals) {
        String format = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }
}
