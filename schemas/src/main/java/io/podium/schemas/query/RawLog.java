package io.podium.schemas.query;

import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.util.Arrays;
import java.util.Optional;

/** The topics through which everything comes in; their records of one partition are processed by one task. */
public enum RawLog {
    /** What clients say that participants did. */
    EVENTS,
    /** What administrators order. */
    COMMANDS;

    /** The topic. */
    public Topic<byte[], byte[]> topic() {
        return this == EVENTS ? Topics.RAW_EVENTS : Topics.RAW_COMMANDS;
    }

    /** The log of that topic, or empty. */
    public static Optional<RawLog> of(String topicName) {
        return Arrays.stream(values())
                .filter(log -> log.topic().name().equals(topicName))
                .findFirst();
    }
}
