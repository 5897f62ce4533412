package io.podium.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a participant did. Its idempotency key is the same for every attempt to report the same thing, so that it counts
 * once however often it is sent; {@link Keys#of} makes one of the recommended form.
 *
 * @param participantId 1 to 255 characters
 * @param eventType 1 to 100 characters
 * @param idempotencyKey 1 to 255 characters
 * @param attributes values that JSON can hold
 * @param occurredAt when it happened; null for the moment of its arrival
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Event(
        @JsonProperty("participant_id") String participantId,
        @JsonProperty("event_type") String eventType,
        @JsonProperty("idempotency_key") String idempotencyKey,
        @JsonProperty("attributes") Map<String, Object> attributes,
        @JsonProperty("occurred_at") @Nullable String occurredAt) {

    public Event {
        requireNonNull(participantId);
        requireNonNull(eventType);
        requireNonNull(idempotencyKey);
        attributes = Map.copyOf(attributes);
    }

    /** An event that has still to say whether it has a key. */
    public static Unkeyed of(String participantId, String eventType) {
        return new Unkeyed(participantId, eventType);
    }

    /** An event before its key. */
    public record Unkeyed(String participantId, String eventType) {

        /** With the key under which it counts once, whoever sends it how often. */
        public Event withKey(String idempotencyKey) {
            return new Event(participantId, eventType, idempotencyKey, Map.of(), null);
        }

        /**
         * Without a key of its own: every call to send it counts. It gets a random one, by which the attempts of one
         * call count once.
         */
        public Event withoutKey() {
            return withKey(UUID.randomUUID().toString());
        }
    }

    /** The same with one more attribute. */
    public Event with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Event(participantId, eventType, idempotencyKey, more, occurredAt);
    }

    /** The same, at the time when it happened. */
    public Event occurredAt(Instant instant) {
        return new Event(participantId, eventType, idempotencyKey, attributes, instant.toString());
    }
}
