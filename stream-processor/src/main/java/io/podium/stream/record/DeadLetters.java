package io.podium.stream.record;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers that a refused record carries to the dead-letter topic: why, and where it came from. */
public final class DeadLetters {

    private static final int MAX_PROBLEMS = 20;

    private DeadLetters() {}

    /** The record's own headers with reason and source added; at most {@value #MAX_PROBLEMS} problems are kept. */
    public static Headers headers(Headers original, String topic, int partition, long offset, List<Problem> problems) {
        RecordHeaders headers = new RecordHeaders(original);
        List<Problem> kept = problems.subList(0, Math.min(MAX_PROBLEMS, problems.size()));
        headers.add(EventHeaders.DLQ_REASON, Json.write(kept));
        headers.add(EventHeaders.DLQ_TOPIC, utf8(topic));
        headers.add(EventHeaders.DLQ_PARTITION, utf8(Integer.toString(partition)));
        headers.add(EventHeaders.DLQ_OFFSET, utf8(Long.toString(offset)));
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
