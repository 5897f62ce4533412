package io.podium.benchmarks;

import io.podium.rules.contest.ContestStore;
import io.podium.rules.contest.Standing;
import io.podium.stream.leaderboard.Leaderboards;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/** A score of a random participant: the index is updated and the new rank reported, among few and among many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
public class ContestBenchmark {

    private static final String CONTEST = "t|cup";

    @Param({"1000", "100000", "1000000"})
    int participants;

    private final SplittableRandom random = new SplittableRandom(42);
    private Leaderboards leaderboards;
    private Standing[] standings;
    private long offset;

    @Setup(Level.Trial)
    public void fill() {
        leaderboards = new Leaderboards();
        standings = new Standing[participants];
        for (int i = 0; i < participants; i++) {
            standings[i] = new Standing("p" + i, BigDecimal.valueOf(random.nextLong(1_000_000)), offset++, null);
            leaderboards.place(CONTEST, Optional.empty(), standings[i]);
        }
    }

    @Benchmark
    public ContestStore.Ranks score() {
        int participant = random.nextInt(participants);
        Standing before = standings[participant];
        Standing after = new Standing(
                before.participantId(), before.score().add(BigDecimal.valueOf(random.nextLong(100))), offset++, null);
        standings[participant] = after;
        return leaderboards.place(CONTEST, Optional.of(before), after);
    }
}
