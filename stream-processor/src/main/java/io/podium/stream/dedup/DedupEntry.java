package io.podium.stream.dedup;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Who took an idempotency key, and when.
 *
 * @param acceptedAtMs stream time of the acceptance, in ms since the epoch
 */
public record DedupEntry(String eventId, long acceptedAtMs) {

    /** Eight bytes of time, then the event id in UTF-8. */
    public static final Serde<DedupEntry> SERDE = Serdes.serdeFrom(
            (topic, entry) -> entry == null ? null : entry.toBytes(),
            (topic, bytes) -> bytes == null ? null : fromBytes(bytes));

    public DedupEntry {
        requireNonNull(eventId);
    }

    /** Whether the key is still taken at this stream time. */
    boolean holdsAt(long nowMs, long windowMs) {
        return nowMs - acceptedAtMs < windowMs;
    }

    private byte[] toBytes() {
        byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(acceptedAtMs)
                .put(id)
                .array();
    }

    private static DedupEntry fromBytes(byte[] bytes) {
        long acceptedAtMs = ByteBuffer.wrap(bytes).getLong();
        String eventId = new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
        return new DedupEntry(eventId, acceptedAtMs);
    }
}
