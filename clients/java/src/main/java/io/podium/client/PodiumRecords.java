package io.podium.client;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events for those who write to Kafka themselves; needs {@code kafka-clients}. */
public final class PodiumRecords {

    private static final String TOPIC = "raw-events";

    private PodiumRecords() {}

    /**
     * A record of {@code raw-events}: with the idempotency key as its key, so that the default partitioner puts it
     * where Podium looks for it, and without a timestamp, which is the arrival.
     */
    public static ProducerRecord<byte[], byte[]> producerRecord(String tenant, Event event) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                TOPIC, event.idempotencyKey().getBytes(StandardCharsets.UTF_8), Calls.write(event));
        record.headers().add("tenant", tenant.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
