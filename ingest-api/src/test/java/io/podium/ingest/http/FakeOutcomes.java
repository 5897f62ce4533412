package io.podium.ingest.http;

import io.podium.ingest.live.RecordSample;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Outcome topics in memory, of four partitions, and consumers that read what is committed there. */
final class FakeOutcomes {

    static final int PARTITIONS = 4;
    private static final int MOST_POLLED = 500;

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final Map<TopicPartition, Long> kept = new HashMap<>();
    volatile boolean down;
    private int open;

    FakeOutcomes() {
        List<Topic<?, ?>> topics = new ArrayList<>(RecordSample.topics());
        topics.add(Topics.CONTEST_STANDINGS);
        for (Topic<?, ?> topic : topics) {
            for (int i = 0; i < PARTITIONS; i++) {
                log.put(new TopicPartition(topic.name(), i), new ArrayList<>());
                kept.put(new TopicPartition(topic.name(), i), 0L);
            }
        }
    }

    /** Commits a record. */
    synchronized void add(Topic<?, ?> topic, String key, String value) {
        TopicPartition partition = partition(topic, key);
        List<ConsumerRecord<byte[], byte[]>> records = log.get(partition);
        records.add(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                records.size(),
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Deletes all records of a key's partition, as retention does. */
    synchronized void delete(Topic<?, ?> topic, String key) {
        TopicPartition partition = partition(topic, key);
        kept.put(partition, (long) log.get(partition).size());
    }

    private static TopicPartition partition(Topic<?, ?> topic, String key) {
        return new TopicPartition(topic.name(), RecordKeys.partition(key, PARTITIONS));
    }

    /** Consumers that are not closed. */
    synchronized int open() {
        return open;
    }

    synchronized Consumer<byte[], byte[]> consumer() {
        open++;
        return new LogConsumer();
    }

    private synchronized List<ConsumerRecord<byte[], byte[]>> from(TopicPartition partition, long offset) {
        List<ConsumerRecord<byte[], byte[]>> records = log.get(partition);
        int from = (int) Math.min(offset, records.size());
        return List.copyOf(records.subList(from, Math.min(records.size(), from + MOST_POLLED)));
    }

    private synchronized Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        if (down) {
            throw new org.apache.kafka.common.errors.TimeoutException("nobody answers");
        }
        return partitions.stream()
                .collect(Collectors.toMap(one -> one, one -> (long) log.get(one).size()));
    }

    private synchronized Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(one -> one, kept::get));
    }

    private synchronized void left() {
        open--;
    }

    /** Kafka's own fake, which looks into the log at each poll. */
    private final class LogConsumer extends MockConsumer<byte[], byte[]> {

        LogConsumer() {
            super(AutoOffsetResetStrategy.NONE.name());
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (TopicPartition partition : assignment()) {
                for (ConsumerRecord<byte[], byte[]> record : from(partition, position(partition))) {
                    addRecord(record);
                }
            }
            ConsumerRecords<byte[], byte[]> records = super.poll(Duration.ZERO);
            if (records.isEmpty()) {
                Thread.onSpinWait();
            }
            return records;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = ends(partitions);
            updateEndOffsets(ends);
            return ends;
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> begins = begins(partitions);
            updateBeginningOffsets(begins);
            return begins;
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            return IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new PartitionInfo(topic, i, null, null, null))
                    .toList();
        }

        @Override
        public synchronized void close() {
            if (!closed()) {
                left();
            }
            super.close();
        }
    }
}
