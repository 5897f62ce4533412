package io.podium.operations.backfill;

/**
 * How fast an import may go: more by little and little while the live run keeps up, much less at once when it does
 * not (additive increase, multiplicative decrease, as in Chiu and Jain, 1989); in large steps until it first did not,
 * as TCP begins, and in small ones from near the rate on that was too much before, as TCP CUBIC does (RFC 9438).
 * Pure; informed of the live run whenever there is news of it.
 */
final class Rate {

    /** Slower makes no difference to anybody. */
    static final double SLOWEST = 50;

    private static final double STEP = 0.1;
    /** Where it was too much before, and from which share of that on. */
    private static final double CAREFUL_STEP = 0.02;

    private static final double CAREFUL_FROM = 0.8;
    private static final double FIRST_STEPS = 0.5;
    private static final double BACK = 0.6;
    /** Where an import begins that knows nothing of the live run. */
    static final double START = 300;

    private final double fastest;
    private final double latencyBound;
    private double perSecond;
    private double tooMuch = Double.POSITIVE_INFINITY;

    /**
     * A rate between {@link #SLOWEST} and a bound.
     *
     * @param first where it starts
     * @param fastest events per second
     * @param latencyBound of live sync answers' 99th percentile, in ms; infinite for none
     */
    Rate(double first, double fastest, double latencyBound) {
        this.fastest = fastest;
        this.latencyBound = latencyBound;
        this.perSecond = bounded(first);
    }

    /**
     * The live run at a moment.
     *
     * @param lag events that it has not processed yet
     * @param latency 99th percentile of recent sync answers in ms; NaN where there were too few
     */
    record Sample(long lag, double latency) {}

    /** Whether more lies around than half a second's worth of events, which is about what two commits are apart. */
    boolean isBehind(Sample sample) {
        return sample.lag() > perSecond / 2 + 200;
    }

    /** What holds the rate back. */
    enum Held {
        BEHIND,
        SLOW,
        BOUND,
        FREE
    }

    /** Why the rate is no higher, by the last sample. */
    Held held(Sample sample) {
        if (isBehind(sample)) {
            return Held.BEHIND;
        } else if (sample.latency() > latencyBound) {
            return Held.SLOW;
        }
        return perSecond >= fastest ? Held.BOUND : Held.FREE;
    }

    /** Takes a sample in. */
    void observe(Sample sample) {
        boolean behind = isBehind(sample);
        boolean slow = sample.latency() > latencyBound;
        if (behind || slow) {
            tooMuch = perSecond;
            perSecond = bounded(perSecond * BACK);
        } else {
            perSecond = bounded(perSecond + Math.max(20, perSecond * step()));
        }
    }

    private double step() {
        if (Double.isInfinite(tooMuch)) {
            return FIRST_STEPS;
        }
        return perSecond < tooMuch * CAREFUL_FROM ? STEP : CAREFUL_STEP;
    }

    private double bounded(double wanted) {
        return Math.max(Math.min(SLOWEST, fastest), Math.min(fastest, wanted));
    }

    /** Events per second. */
    double perSecond() {
        return perSecond;
    }
}
