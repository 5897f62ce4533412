package io.podium.benchmarks;

import io.podium.rules.contest.Standing;
import io.podium.stream.leaderboard.Leaderboards;
import io.podium.stream.topology.StoreSerdes;
import java.math.BigDecimal;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
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

/** A rank index built anew from the standings in RocksDB, as when a task starts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class RebuildBenchmark {

    @Param({"1000000"})
    int participants;

    private TemporaryDirectory directory;
    private KeyValueStore<String, Standing> store;

    @Setup(Level.Trial)
    public void fill() {
        directory = TemporaryDirectory.create("podium-bench-");
        store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("standings"), Serdes.String(), StoreSerdes.STANDINGS)
                .withLoggingDisabled()
                .build();
        var context = new MockProcessorContext<>(
                new Properties(),
                new org.apache.kafka.streams.processor.TaskId(0, 0),
                directory.path().toFile());
        store.init(context.getStateStoreContext(), store);
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < participants; i++) {
            store.put("t|cup|p" + i, new Standing("p" + i, BigDecimal.valueOf(random.nextLong(1_000_000)), i, null));
        }
    }

    @Benchmark
    public Leaderboards rebuild() {
        return Leaderboards.rebuilt(store);
    }

    @TearDown(Level.Trial)
    public void clean() {
        store.close();
        directory.close();
    }
}
