package io.podium.ingest.live;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A committed record of a topic that is followed; made for one thread, and its text for all who read it. */
final class LiveRecord {

    private final TopicPartition partition;
    private final long offset;
    private final String key;
    private final byte[] value;
    private @Nullable String text;

    private LiveRecord(TopicPartition partition, long offset, String key, byte[] value) {
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.value = value;
    }

    /** A record as Kafka has it; null for heartbeats and whatever else has no key or no value. */
    static @Nullable LiveRecord of(ConsumerRecord<byte[], byte @Nullable []> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        return key == null || value == null
                ? null
                : new LiveRecord(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset(),
                        new String(key, StandardCharsets.UTF_8),
                        value);
    }

    TopicPartition partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    String key() {
        return key;
    }

    byte[] value() {
        return value;
    }

    /** The value as the text that it is. */
    String text() {
        if (text == null) {
            text = new String(value, StandardCharsets.UTF_8);
        }
        return requireNonNull(text);
    }
}
