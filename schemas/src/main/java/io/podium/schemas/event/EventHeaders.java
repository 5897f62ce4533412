package io.podium.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Names of the Kafka record headers around {@code raw-events} and its dead-letter topic; values are UTF-8. */
public final class EventHeaders {
    /** Tenant of a raw event. */
    public static final String TENANT = "tenant";
    /**
     * In {@code rekeyed-events}, which only processors write: the id of the event, which follows from where it was in
     * {@code raw-events}. There it has no meaning: nobody can choose an id.
     */
    public static final String EVENT_ID = "event-id";
    /** The run and the row of an import, for the import itself; {@code RUN/ROW} in decimal. */
    public static final String IMPORT_ROW = "import-row";
    /** Present, with any value, when a client waits for the results. */
    public static final String SYNC = "sync";
    /**
     * In {@code raw-events} present on marks, which say nothing by themselves: a record of {@code heartbeats} refers to
     * each. In the topics behind it present on heartbeats, which carry the time of the log and nothing else; there it
     * is the partition, in decimal, whose time it is.
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
    /** Dead letters: which of {@code key}, {@code value} and {@code headers} were too large to be kept, with commas. */
    public static final String DLQ_OMITTED = "dlq-omitted";

    private EventHeaders() {}

    /**
     * The text of a header; of several with that name, the last one's. Empty when there is none, or it has no value.
     */
    public static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
