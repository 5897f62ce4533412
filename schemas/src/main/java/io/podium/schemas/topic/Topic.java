package io.podium.schemas.topic;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A Kafka topic as a typed value: its name, what its keys and values are, and the topic settings that its meaning
 * depends on.
 *
 * @param contents what is documented of its records
 * @param partitioning how many partitions it has
 * @param settings Kafka topic configuration, by Kafka's names
 */
public record Topic<K, V>(
        String name,
        Serde<K> key,
        Serde<V> value,
        Contents contents,
        Partitioning partitioning,
        Map<String, String> settings) {
    public Topic {
        requireNonNull(name);
        requireNonNull(key);
        requireNonNull(value);
        requireNonNull(contents);
        requireNonNull(partitioning);
        settings = Map.copyOf(settings);
    }

    /** The same topic under a name that ends so: a replay's, or a generation's. */
    public Topic<K, V> withSuffix(String suffix) {
        return new Topic<>(name + suffix, key, value, contents, partitioning, settings);
    }

    /**
     * What a topic's readers need to know of its records.
     *
     * @param schema name of the JSON Schema of the values, among the record schemas
     * @param key what the keys are
     * @param text what the records say, in a sentence
     */
    public record Contents(String schema, String key, String text) {
        public Contents {
            requireNonNull(schema);
            requireNonNull(key);
            requireNonNull(text);
        }
    }

    /** How a topic's partition count is chosen. */
    public enum Partitioning {
        /** The configured count, the same for all data topics. */
        CONFIGURED,
        /** One partition: small compacted tables that every node reads whole. */
        SINGLE
    }
}
