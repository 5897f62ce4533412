package io.podium.stream.clock;

import io.podium.schemas.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record without key and value that only carries time: everything in the log before it has come, and its timestamp
 * is how late it is. Contests begin and end by heartbeats, so no stage looks at a clock and every replay ends them at
 * the same place.
 */
public final class Heartbeat {
    private Heartbeat() {}

    /** Whether a record is one. */
    public static boolean is(@Nullable Object value, Headers headers) {
        return value == null && headers.lastHeader(EventHeaders.HEARTBEAT) != null;
    }

    /** A heartbeat for the next topic, of the partition that this task reads. */
    public static <K, V> Record<K, V> of(int partition, long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.HEARTBEAT, Integer.toString(partition).getBytes(StandardCharsets.UTF_8));
        return new Record<>(null, null, timestamp, headers);
    }

    /** The partition whose time a heartbeat behind stage 1 carries. */
    public static int source(Headers headers) {
        return Integer.parseInt(
                new String(headers.lastHeader(EventHeaders.HEARTBEAT).value(), StandardCharsets.UTF_8));
    }
}
