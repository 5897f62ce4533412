package io.podium.operations.trace;

import io.podium.schemas.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of a raw topic.
 *
 * @param key the idempotency key; null where there is none
 * @param text the record's value
 */
record Arrival(
        String topic,
        int partition,
        long offset,
        Instant at,
        String eventId,
        @Nullable String key,
        String text) {

    boolean isCommand() {
        return topic.equals(Topics.RAW_COMMANDS.name());
    }
}
