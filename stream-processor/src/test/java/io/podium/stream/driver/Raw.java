package io.podium.stream.driver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record as somebody writes it to {@code raw-events}: built up in words, sent by {@link EventDriver}. */
public final class Raw {

    private final ObjectNode body = Json.mapper().createObjectNode();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String key;
    private boolean keyFollowsBody = true;
    private byte[] garbage;
    private boolean heartbeat;
    private long timestamp;

    private Raw() {}

    /** An event of participant p of tenant t, without idempotency key. */
    public static Raw event(String eventType) {
        Raw raw = new Raw();
        raw.body.put("participant_id", "p").put("event_type", eventType);
        raw.headers.put(EventHeaders.TENANT, "t");
        return raw;
    }

    /** A heartbeat of the log. */
    public static Raw heartbeat(long timestampMs) {
        Raw raw = event("none").without(EventHeaders.TENANT).header(EventHeaders.HEARTBEAT, "");
        raw.heartbeat = true;
        return raw.at(timestampMs);
    }

    /** A value that is whatever it is. */
    public static Raw bytes(byte[] value) {
        Raw raw = event("none");
        raw.garbage = value.clone();
        return raw;
    }

    public Raw of(String participantId) {
        body.put("participant_id", participantId);
        return this;
    }

    public Raw tenant(String tenantId) {
        headers.put(EventHeaders.TENANT, tenantId);
        return this;
    }

    public Raw without(String header) {
        headers.remove(header);
        return this;
    }

    public Raw header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** A member of the body; null takes it away. */
    public Raw with(String member, Object value) {
        if (value == null) {
            body.remove(member);
        } else {
            body.set(member, Json.mapper().valueToTree(value));
        }
        return this;
    }

    public Raw attribute(String name, Object value) {
        body.withObjectProperty("attributes").set(name, Json.mapper().valueToTree(value));
        return this;
    }

    /** Idempotency key in the body and, unless said otherwise, as the record's key. */
    public Raw key(String idempotencyKey) {
        return with("idempotency_key", idempotencyKey);
    }

    /** The record's key, whatever the body says; null for none. */
    public Raw recordKey(String recordKey) {
        key = recordKey;
        keyFollowsBody = false;
        return this;
    }

    public Raw at(long timestampMs) {
        timestamp = timestampMs;
        return this;
    }

    byte[] keyBytes() {
        String text = keyFollowsBody ? body.path("idempotency_key").textValue() : key;
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] valueBytes() {
        if (heartbeat) {
            return null;
        }
        return garbage != null ? garbage.clone() : Json.write(body);
    }

    Headers headers() {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    public long timestamp() {
        return timestamp;
    }

    /** The record key as text. */
    public String recordKey() {
        byte[] bytes = keyBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether it is a heartbeat. */
    public boolean isHeartbeat() {
        return heartbeat;
    }

    /** The body, or null for garbage. */
    public ObjectNode body() {
        return garbage == null ? body : null;
    }

    /** A header's value, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return "@" + timestamp + " key=" + recordKey() + " " + headers + " "
                + (heartbeat ? "heartbeat" : garbage == null ? body : "garbage of " + garbage.length + " bytes");
    }
}
