package io.podium.schemas.event;

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
}
