package io.podium.ingest.log;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a small compacted topic of one partition from its beginning on a thread of its own, and hands every record
 * to a listener; so each node holds the whole table and sees changes within a fetch. A record that can't be read is
 * reported and left out.
 */
public final class CompactedTable<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompactedTable.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Topic<String, V> topic;
    private final Consumer<String, byte[]> consumer;
    private final Listener<V> listener;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;
    private volatile long polledNanos = System.nanoTime();

    /** Gets every record of a table, in their order, on one thread. */
    @FunctionalInterface
    public interface Listener<V> {

        /**
         * The latest record of a key so far.
         *
         * @param value null for a deleted key
         */
        void accept(String key, @Nullable V value, long offset);
    }

    /**
     * Starts to follow.
     *
     * @param threads of the node, which is not healthy once this one ends unexpectedly
     */
    public CompactedTable(
            Topic<String, V> topic,
            String bootstrapServers,
            Map<String, String> kafka,
            NodeThreads threads,
            Listener<V> listener) {
        this.topic = topic;
        this.listener = listener;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        thread = threads.start("podium-table-" + topic.name(), this::follow);
    }

    /** Whether everything that was in the topic at the start has been handed on. */
    public boolean isLoaded() {
        return loaded.getCount() == 0;
    }

    /**
     * Whether it is loaded and was looked at within the last {@link #STALE} seconds, so that changes reach this node.
     */
    public boolean isCurrent() {
        return isLoaded() && System.nanoTime() - polledNanos < STALE.toNanos();
    }

    private void follow() {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closed) {
                poll(partition);
            }
        } catch (WakeupException e) {
            LOG.debug("{} is no more followed", topic.name());
        }
    }

    private void poll(TopicPartition partition) {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(isLoaded() ? POLL : Duration.ofMillis(20))) {
                handOn(record);
            }
            polledNanos = System.nanoTime();
            if (!isLoaded() && consumer.position(partition) >= end(partition)) {
                loaded.countDown();
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("{} can't be followed for the moment: {}", topic.name(), e.getMessage());
            pause();
        }
    }

    private long end(TopicPartition partition) {
        return requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }

    private void handOn(ConsumerRecord<String, byte[]> record) {
        try {
            V value = topic.value().deserializer().deserialize(topic.name(), record.value());
            listener.accept(record.key(), value, record.offset());
        } catch (RuntimeException e) {
            LOG.error("expected a record of {} at offset {}, but {}", topic.name(), record.offset(), e.getMessage());
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
