package io.podium.schemas.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeSet;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers {@code host:port}, with commas between them
 * @param settings further client settings, by Kafka's names
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> settings) {

    public KafkaConfig {
        requireNonNull(bootstrapServers);
        settings = Map.copyOf(settings);
    }

    /** Without further settings. */
    public KafkaConfig(String bootstrapServers) {
        this(bootstrapServers, Map.of());
    }

    /** Of further settings only the names, since values may be secret. */
    @Override
    public String toString() {
        return bootstrapServers + new TreeSet<>(settings.keySet());
    }
}
