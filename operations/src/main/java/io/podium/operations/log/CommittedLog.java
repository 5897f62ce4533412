package io.podium.operations.log;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is committed on topics, for commands that read a part of the log once and end: no consumer group, no commits,
 * nothing that the live run notices.
 */
public final class CommittedLog {

    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    private final Map<String, Object> settings;
    private final String suffix;

    /** The log of a cluster, with further Kafka client settings by Kafka's names. */
    public CommittedLog(String bootstrapServers, Map<String, String> kafka) {
        this(new HashMap<>(kafka), "");
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    }

    private CommittedLog(Map<String, Object> settings, String suffix) {
        this.settings = settings;
        this.suffix = suffix;
    }

    /** The same log, with those topics that a generation or a replay wrote. */
    public CommittedLog ofGeneration(String generationSuffix) {
        return new CommittedLog(settings, generationSuffix);
    }

    /** The partitions of one of Podium's topics, see {@link #ranges(String, Instant)}. */
    public List<Range> ranges(Topic<?, ?> topic, @Nullable Instant from) {
        return ranges(Topics.written().contains(topic) ? topic.name() + suffix : topic.name(), from);
    }

    /**
     * A part of a partition.
     *
     * @param from the first offset
     * @param to the first offset that is no more part of it
     */
    public record Range(TopicPartition partition, long from, long to) {

        /** How many offsets it spans; the records may be fewer. */
        public long length() {
            return Math.max(0, to - from);
        }
    }

    /**
     * The partitions of a topic, each up to where it stands now, in their order.
     *
     * @param from records with a lower timestamp are left out where they come before all others; null for none
     * @throws IllegalArgumentException when there is no such topic
     */
    public List<Range> ranges(String topic, @Nullable Instant from) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
            if (partitions.isEmpty()) {
                throw new IllegalArgumentException("expected a topic " + topic + ", but there is none");
            }
            partitions.sort(Comparator.comparing(TopicPartition::partition));
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetAndTimestamp> later = from == null ? Map.of() : at(consumer, partitions, from);
            List<Range> ranges = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long end = requireNonNull(ends.get(partition));
                long start = requireNonNull(starts.get(partition));
                if (from != null) {
                    OffsetAndTimestamp first = later.get(partition);
                    start = first == null ? end : Math.max(start, first.offset());
                }
                ranges.add(new Range(partition, start, end));
            }
            return ranges;
        }
    }

    private static Map<TopicPartition, OffsetAndTimestamp> at(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant from) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, from.toEpochMilli()));
        return consumer.offsetsForTimes(asked);
    }

    /** Reads a part of a partition in its order; to be closed. */
    public PartitionReader read(Range range) {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        consumer.assign(List.of(range.partition()));
        consumer.seek(range.partition(), range.from());
        return new PartitionReader(consumer, range);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
