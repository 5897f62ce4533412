package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as a client states it: the body of a request and the value of a {@code raw-events} record. Built by
 * {@link RawEventParser}, so an instance keeps every limit of {@link Limits}.
 *
 * @param tenantId the tenant, for producers that set no header; null when absent
 * @param occurredAt when the action happened by the client's account; null means at arrival
 * @param idempotencyKey null means that the event is never deduplicated
 * @param source the system that sent it; null when absent
 * @param reverses the id or the idempotency key of an earlier event of the participant that this one takes back, as a
 *     refund does; null when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RawEvent(
        @Nullable String tenantId,
        String participantId,
        String eventType,
        ObjectNode attributes,
        @Nullable Instant occurredAt,
        @Nullable String idempotencyKey,
        @Nullable String source,
        @Nullable String reverses) {
    public RawEvent {
        requireNonNull(participantId);
        requireNonNull(eventType);
        requireNonNull(attributes);
    }

    /** An event that takes nothing back. */
    public RawEvent(
            @Nullable String tenantId,
            String participantId,
            String eventType,
            ObjectNode attributes,
            @Nullable Instant occurredAt,
            @Nullable String idempotencyKey,
            @Nullable String source) {
        this(tenantId, participantId, eventType, attributes, occurredAt, idempotencyKey, source, null);
    }

    /** The same event with the instant at which it happened. */
    public RawEvent occurredAt(Instant instant) {
        return new RawEvent(tenantId, participantId, eventType, attributes, instant, idempotencyKey, source, reverses);
    }

    /** The same event under another idempotency key. */
    public RawEvent withIdempotencyKey(String key) {
        return new RawEvent(tenantId, participantId, eventType, attributes, occurredAt, key, source, reverses);
    }
}
