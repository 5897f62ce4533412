package io.podium.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.Standing;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ScoringMethod;
import io.podium.schemas.topic.Topics;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.leaderboard.LeaderboardProcessor;
import io.podium.stream.leaderboard.LeaderboardRegistry;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import io.podium.stream.topology.StoreSerdes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
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

/**
 * A score taken by the leaderboard stage as it runs, with its stores in RocksDB: read from its record, standing and
 * rank brought up to date, outcome written; among few participants and among many.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class LeaderboardStageBenchmark {

    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");

    @Param({"1000", "1000000"})
    int participants;

    private final SplittableRandom random = new SplittableRandom(42);
    private final Serializer<ContestScore> scoreWriter =
            Topics.CONTEST_SCORES.value().serializer();
    private final Deserializer<ContestScore> scoreReader =
            Topics.CONTEST_SCORES.value().deserializer();
    private final Serializer<ContestOutcome> outcomeWriter =
            Topics.CONTEST_OUTCOMES.value().serializer();
    private TemporaryDirectory directory;
    private MockProcessorContext<String, Object> context;
    private LeaderboardProcessor processor;
    private long events;

    @Setup(Level.Trial)
    public void fill() {
        directory = TemporaryDirectory.create("podium-bench-");
        context = new MockProcessorContext<>(
                Engine.settings(EngineConfig.alone("bench", "127.0.0.1:1", directory.path(), "127.0.0.1:2")),
                new TaskId(0, 0),
                directory.path().toFile());
        KeyValueStore<String, Standing> standings = keyValue("standings", StoreSerdes.STANDINGS);
        keyValue("conduct", StoreSerdes.CONDUCT);
        keyValue("contests", StoreSerdes.CONTESTS);
        TimeBuckets buckets = TimeBuckets.of(Duration.ofHours(24));
        open(buckets.store("results", StoreSerdes.CONTEST_RESULTS)
                .withLoggingDisabled()
                .build());
        for (int i = 0; i < participants; i++) {
            standings.put(
                    "t|cup|p" + i, new Standing("p" + i, BigDecimal.valueOf(random.nextLong(1_000_000)), i, null));
        }
        processor = new LeaderboardProcessor(
                new LeaderboardProcessor.Stores("standings", "conduct", "contests", "results", buckets),
                "lifecycle",
                new RuleBook(ProgramParser.ofPublished()),
                new LeaderboardRegistry(Runnable::run),
                new StageCounters(new SimpleMeterRegistry()));
        context.setCurrentStreamTimeMs(NOW.toEpochMilli());
        processor.init(context);
    }

    private <V> KeyValueStore<String, V> keyValue(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        open(store);
        return store;
    }

    private void open(StateStore store) {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @Benchmark
    public byte[] score() {
        String participant = "p" + random.nextInt(participants);
        long offset = participants + events++;
        ContestScore score = new ContestScore(
                "cup",
                NOW,
                "evt_" + events % 100_000,
                "t",
                participant,
                NOW,
                ScoringMethod.CUMULATIVE,
                BigDecimal.valueOf(random.nextLong(100)),
                List.of(),
                false);
        byte[] arrived = scoreWriter.serialize("contest-scores", score);
        context.setRecordMetadata("contest-scores", 0, offset);
        processor.process(
                new Record<>("t|cup", scoreReader.deserialize("contest-scores", arrived), NOW.toEpochMilli()));
        ContestOutcome outcome =
                (ContestOutcome) context.forwarded().get(0).record().value();
        context.resetForwards();
        return outcomeWriter.serialize("contest-outcomes", outcome);
    }

    @TearDown(Level.Trial)
    public void clean() {
        processor.close();
        for (String name : List.of("standings", "conduct", "contests", "results")) {
            StateStore store = context.getStateStore(name);
            store.close();
        }
        directory.close();
    }
}
