package io.podium.benchmarks.dedup;

import io.podium.benchmarks.TemporaryDirectory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The dedup step with few and with many keys in its store, spread over the last 24 hours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DedupLookUpBenchmark {

    @Param({"1000", "1000000", "10000000"})
    int keys;

    private TemporaryDirectory directory;
    private DedupRun run;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        directory = TemporaryDirectory.create("podium-dedup-");
        run = new DedupRun(directory.path());
        run.fill(0, keys, keys);
    }

    @Benchmark
    public void aNewKey() {
        run.newKey();
    }

    @Benchmark
    public void aRepeat() {
        run.repeat(keys);
    }

    @TearDown(Level.Trial)
    public void clean() {
        run.close();
        directory.close();
    }
}
