package io.podium.benchmarks.fuzz;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long answers to sync and to single events took, in microseconds; threads may record at once. */
record Latencies(Histogram sync, Histogram single) {

    Latencies() {
        this(histogram(), histogram());
    }

    private static Histogram histogram() {
        return new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(5), 3);
    }

    void record(boolean waits, long nanos) {
        (waits ? sync : single).recordValue(nanos / 1_000);
    }

    void add(Latencies others) {
        sync.add(others.sync);
        single.add(others.single);
    }

    /** 99th percentile. */
    double syncMillis() {
        return sync.getValueAtPercentile(99) / 1e3;
    }

    /** 99th percentile. */
    double singleMillis() {
        return single.getValueAtPercentile(99) / 1e3;
    }
}
