package io.podium.operations.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.operations.log.CommittedLog;
import io.podium.operations.log.CommittedLog.Range;
import io.podium.operations.log.PartitionReader;
import io.podium.schemas.json.Json;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The log as one tenant's events are looked for in it. */
record TenantLog(CommittedLog log, String tenantId) {

    /** What is done with a record. */
    @FunctionalInterface
    interface Visitor {
        void visit(Range range, ConsumerRecord<byte[], byte[]> record);
    }

    /** Visits the records of a topic from an instant on, whosever they are. */
    void each(Topic<?, ?> topic, Instant from, Visitor visitor) {
        for (Range range : log.ranges(topic, from)) {
            each(range, visitor);
        }
    }

    /** Visits the records of a part of a partition. */
    void each(Range range, Visitor visitor) {
        try (PartitionReader records = log.read(range)) {
            while (records.hasNext()) {
                visitor.visit(range, records.next());
            }
        }
    }

    /** Visits the tenant's outcomes of an event, from an instant on, by the topics that they are in. */
    void outcomes(String eventId, Instant from, BiConsumer<Topic<?, ?>, JsonNode> visitor) {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.outcomes());
        topics.add(Topics.PROFILES);
        topics.add(Topics.PRIVACY_OUTCOMES);
        for (Topic<?, ?> topic : topics) {
            each(topic, from, (range, record) -> {
                if (isMine(record)) {
                    JsonNode outcome = Json.read(record.value(), JsonNode.class);
                    if (outcome.path("event_id").asText().equals(eventId)) {
                        visitor.accept(topic, outcome);
                    }
                }
            });
        }
    }

    /** Whether a record that is keyed by a participant is the tenant's, and more than a mark. */
    boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null && RecordKeys.isOf(record.key(), tenantId);
    }
}
