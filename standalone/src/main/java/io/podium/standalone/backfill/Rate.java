package io.podium.standalone.backfill;

/**
 * How fast an import may go: more by little and little while the live run keeps up, much less at once when it does not
 * (additive increase, multiplicative decrease, as in Chiu and Jain, 1989). Pure; told of the live run once a second.
 */
final class Rate {

    /** Slower makes no difference to anybody. */
    static final double SLOWEST = 50;

    private static final double STEP = 0.1;
    private static final double BACK = 0.6;
    private static final double START = 500;

    private final double fastest;
    private final double sharpestLatency;
    private double perSecond;

    /**
     * A rate between {@link #SLOWEST} and a bound.
     *
     * @param fastest events per second
     * @param latencyBound of live sync answers' 99th percentile, in ms; infinite for none
     */
    Rate(double fastest, double latencyBound) {
        this.fastest = fastest;
        this.sharpestLatency = latencyBound;
        this.perSecond = Math.min(START, fastest);
    }

    /**
     * The live run at a moment.
     *
     * @param lag events that it has not processed yet
     * @param latency 99th percentile of recent sync answers in ms; NaN where there were too few
     */
    record Sample(long lag, double latency) {}

    /** Takes a sample in. */
    void observe(Sample sample) {
        // Half a second's worth of events is what lies around between two commits anyway.
        boolean behind = sample.lag() > perSecond / 2 + 200;
        boolean slow = sample.latency() > sharpestLatency;
        double next = behind || slow ? perSecond * BACK : perSecond + Math.max(20, perSecond * STEP);
        perSecond = Math.max(Math.min(SLOWEST, fastest), Math.min(fastest, next));
    }

    /** Events per second. */
    double perSecond() {
        return perSecond;
    }
}
