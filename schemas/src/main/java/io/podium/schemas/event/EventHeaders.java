package io.podium.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Names of the Kafka record headers around {@code raw-events} and its dead-letter topic; values are UTF-8. */
public final class EventHeaders {
    /** Tenant of a raw event. */
    public static final String TENANT = "tenant";
    /** Event id that the HTTP front gave. */
    public static final String EVENT_ID = "event-id";
    /** Present, with any value, when a client waits for the results. */
    public static final String SYNC = "sync";
    /**
     * Present on heartbeats, which carry the time of the log and nothing else. In {@code raw-events} of any value; in
     * the topics behind it the partition, in decimal, whose time it is.
     */
    public static final String HEARTBEAT = "heartbeat";
    /** In a replay: the offset that the record has in the live run's topic, in decimal. */
    public static final String PLACE = "place";
    /** Dead letters: all reasons as a JSON array of problems. */
    public static final String DLQ_REASON = "dlq-reason";
    /** Dead letters: the topic that the record came from. */
    public static final String DLQ_TOPIC = "dlq-source-topic";
    /** Dead letters: the partition, in decimal. */
    public static final String DLQ_PARTITION = "dlq-source-partition";
    /** Dead letters: the offset, in decimal. */
    public static final String DLQ_OFFSET = "dlq-source-offset";

    private EventHeaders() {}

    /** The text of a header; of several with that name, the last one's. Empty when there is none, or it has no value. */
    public static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
