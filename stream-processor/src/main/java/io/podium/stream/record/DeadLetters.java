package io.podium.stream.record;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a refused record is in the dead-letter topic: itself, with headers that say why and where it came from. A part
 * that is too large is left out and named, since a compressed record can be many times what a topic takes; it stays
 * where the headers say that it came from.
 */
public final class DeadLetters {

    /** Largest key, in bytes. */
    static final int KEY_BYTES = 64 * 1024;
    /** Largest value, in bytes; with key, headers and reasons it stays below the topic's {@code max.message.bytes}. */
    static final int VALUE_BYTES = 1536 * 1024;
    /** Largest headers of the record's own, in bytes, all together. */
    static final int HEADER_BYTES = 64 * 1024;

    private static final int MAX_PROBLEMS = 20;

    private DeadLetters() {}

    /** A dead letter; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Letter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    /** The letter of a record; at most {@value #MAX_PROBLEMS} problems are kept. */
    public static Letter letter(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers original,
            String topic,
            int partition,
            long offset,
            List<Problem> problems) {
        List<String> omitted = new ArrayList<>();
        byte[] keptKey = within(key, KEY_BYTES, "key", omitted);
        byte[] keptValue = within(value, VALUE_BYTES, "value", omitted);
        RecordHeaders headers = new RecordHeaders();
        if (size(original) <= HEADER_BYTES) {
            original.forEach(headers::add);
        } else {
            omitted.add("headers");
        }
        headers.add(EventHeaders.DLQ_REASON, Json.write(Problem.atMost(MAX_PROBLEMS, problems)));
        headers.add(EventHeaders.DLQ_TOPIC, utf8(topic));
        headers.add(EventHeaders.DLQ_PARTITION, utf8(Integer.toString(partition)));
        headers.add(EventHeaders.DLQ_OFFSET, utf8(Long.toString(offset)));
        if (!omitted.isEmpty()) {
            headers.add(EventHeaders.DLQ_OMITTED, utf8(String.join(",", omitted)));
        }
        return new Letter(keptKey, keptValue, headers);
    }

    private static byte @Nullable [] within(byte @Nullable [] bytes, int most, String name, List<String> omitted) {
        if (bytes == null || bytes.length <= most) {
            return bytes;
        }
        omitted.add(name);
        return null;
    }

    private static long size(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
