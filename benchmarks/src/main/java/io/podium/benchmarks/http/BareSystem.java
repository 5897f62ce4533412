package io.podium.benchmarks.http;

import io.podium.benchmarks.pipeline.BareTopology;
import io.podium.stream.engine.EngineConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.KafkaStreams;

/** The bare topology at work on a topic of its own, and who waits for its first stage. */
final class BareSystem implements AutoCloseable {

    /** Ends the names of the topics that it writes. */
    static final String SUFFIX = "-bare";

    private final KafkaStreams streams;
    private final Map<Integer, Waiting> partitions = new ConcurrentHashMap<>();

    /** Starts to read the topic, with the settings of the product's engine. */
    BareSystem(String bootstrapServers, String topic, Path stateDir) {
        EngineConfig config = EngineConfig.alone("bare-system", bootstrapServers, stateDir, "127.0.0.1:0");
        streams = new KafkaStreams(
                BareTopology.build(topic, SUFFIX, (partition, offset) -> of(partition)
                        .reached(offset)
                        .forEach(Runnable::run)),
                BareTopology.settings(config, config.commits().interval()));
        streams.start();
    }

    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Runs the task, on whatever thread, as soon as the first stage has processed this offset. */
    void whenProcessed(int partition, long offset, Runnable task) {
        if (!of(partition).add(offset, task)) {
            task.run();
        }
    }

    private Waiting of(int partition) {
        return partitions.computeIfAbsent(partition, absent -> new Waiting());
    }

    @Override
    public void close() {
        streams.close();
    }

    private static final class Waiting {

        private final NavigableMap<Long, List<Runnable>> tasks = new TreeMap<>();
        private long processed = -1;

        /** False when there is nothing to wait for. */
        synchronized boolean add(long offset, Runnable task) {
            return offset > processed
                    && tasks.computeIfAbsent(offset, first -> new ArrayList<>(1))
                            .add(task);
        }

        synchronized List<Runnable> reached(long offset) {
            processed = offset;
            List<Runnable> ready = List.of();
            while (!tasks.isEmpty() && tasks.firstKey() <= offset) {
                ready = ready.isEmpty() ? new ArrayList<>() : ready;
                ready.addAll(tasks.pollFirstEntry().getValue());
            }
            return ready;
        }
    }
}
