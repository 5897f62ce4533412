package io.podium.schemas.topic;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A Kafka topic as a typed value: its name, what its keys and values are, and the topic settings that its meaning
 * depends on.
 *
 * @param partitioning how many partitions it has
 * @param settings Kafka topic configuration, by Kafka's names
 */
public record Topic<K, V>(
        String name, Serde<K> key, Serde<V> value, Partitioning partitioning, Map<String, String> settings) {
    public Topic {
        requireNonNull(name);
        requireNonNull(key);
        requireNonNull(value);
        requireNonNull(partitioning);
        settings = Map.copyOf(settings);
    }

    /** How a topic's partition count is chosen. */
    public enum Partitioning {
        /** The configured count, the same for all data topics. */
        CONFIGURED,
        /** One partition: small compacted tables that every node reads whole. */
        SINGLE
    }
}
