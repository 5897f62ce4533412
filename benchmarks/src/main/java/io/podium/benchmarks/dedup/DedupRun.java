package io.podium.benchmarks.dedup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.topic.Topics;
import io.podium.stream.dedup.DedupEntry;
import io.podium.stream.dedup.DedupProcessor;
import io.podium.stream.dedup.VerdictTrackers;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import io.podium.stream.topology.StoreNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/** A dedup step with a store of its own, as a task has it, without Kafka around it. */
final class DedupRun implements AutoCloseable {

    private static final TimeBuckets DAY = TimeBuckets.of(Duration.ofHours(24));
    private static final String ORDER = ":order:";
    private static final String FRESH = ":fresh:";
    private static final long NOW = Instant.parse("2026-04-30T10:42:00Z").toEpochMilli();
    /** Rekeyed events have no waiters, so that no verdict board needs to be opened. */
    private static final String TOPIC = Topics.REKEYED_EVENTS.name();

    private final MockProcessorContext<String, AcceptedEvent> context;
    private final DedupProcessor dedup;
    private final WindowStore<String, DedupEntry> store;
    private final SplittableRandom random = new SplittableRandom(42);
    private long fresh;

    DedupRun(Path directory) throws IOException {
        Files.createDirectories(directory);
        EngineConfig config = EngineConfig.alone("bench", "127.0.0.1:1", directory, "127.0.0.1:2");
        context = new MockProcessorContext<>(Engine.settings(config), new TaskId(0, 0), directory.toFile());
        StateStore opened = DAY.store(StoreNames.DEDUP_KEYS, DedupEntry.SERDE)
                .withLoggingDisabled()
                .build();
        opened.init(context.getStateStoreContext(), opened);
        context.addStateStore(opened);
        context.setRecordMetadata(TOPIC, 0, 0);
        context.setCurrentStreamTimeMs(NOW);
        dedup = new DedupProcessor(
                StoreNames.DEDUP_KEYS,
                DAY,
                new VerdictTrackers(Runnable::run),
                new StageCounters(new SimpleMeterRegistry()),
                new CommitSchedulers(
                        config.commits().interval(), config.commits().syncInterval()),
                config.mode());
        dedup.init(context);
        store = context.getStateStore(StoreNames.DEDUP_KEYS);
    }

    /** Events with keys of their own, spread over the last day. */
    void fill(int from, int to, int all) {
        for (int i = from; i < to; i++) {
            long at = NOW - DAY.spanMs() + 1 + (long) ((double) i / all * (DAY.spanMs() - 1));
            process("p" + i % 5_000 + ORDER + i, at, true);
        }
    }

    /** Events that come for the first time; microseconds per event. */
    double newKeys(int events) {
        long began = System.nanoTime();
        for (int i = 0; i < events; i++) {
            newKey();
        }
        return (System.nanoTime() - began) / 1e3 / events;
    }

    /** Events whose keys were all there, chosen at random; microseconds per event. */
    double repeats(int events, int keys) {
        String kind = keys == fresh ? FRESH : ORDER;
        long began = System.nanoTime();
        for (int i = 0; i < events; i++) {
            repeat(kind, keys);
        }
        return (System.nanoTime() - began) / 1e3 / events;
    }

    /** One event that comes for the first time. */
    void newKey() {
        process("p" + fresh % 5_000 + FRESH + fresh++, NOW, true);
    }

    /** One event whose key was filled in. */
    void repeat(int keys) {
        repeat(ORDER, keys);
    }

    private void repeat(String kind, int keys) {
        int key = random.nextInt(keys);
        process("p" + key % 5_000 + kind + key, NOW, false);
    }

    private void process(String key, long at, boolean passes) {
        AcceptedEvent event = new AcceptedEvent(
                "evt_01HWABCDEFGHJKMNPQRSTVWXYZ",
                "t",
                "p",
                "purchase",
                JsonNodeFactory.instance.objectNode(),
                Instant.EPOCH,
                key,
                null,
                null,
                false);
        context.setCurrentStreamTimeMs(at);
        dedup.process(new Record<>(key, event, at));
        if (context.forwarded().isEmpty() == passes) {
            throw new IllegalStateException(
                    "expected " + key + " to be " + (passes ? "new" : "a duplicate") + ", but it is not");
        }
        context.resetForwards();
    }

    @Override
    public void close() {
        dedup.close();
        store.close();
    }
}
