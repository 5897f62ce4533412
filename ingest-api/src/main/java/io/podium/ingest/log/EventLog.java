package io.podium.ingest.log;

import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.RawEvent;
import java.util.concurrent.CompletableFuture;

/**
 * The door to {@code raw-events} and {@code raw-commands}: what is appended here will be processed, whatever dies
 * afterwards.
 */
public interface EventLog {

    /**
     * Appends one event. Never blocks.
     *
     * @param sync whether a client waits for the results
     * @return where it is, once the event is on all in-sync replicas, or that it could not be written; never failed
     */
    CompletableFuture<Append> append(String tenantId, RawEvent event, long arrivedAtMs, boolean sync);

    /** Appends one command to {@code raw-commands}, whose results a client waits for; as an event is appended. */
    CompletableFuture<Append> append(String tenantId, RawCommand command, long arrivedAtMs);

    /** The partition of an idempotency key, of events and of commands. */
    int partition(String idempotencyKey);

    /**
     * The partition that an event will be in: its key's, by Kafka's default partitioner; without a key its
     * participant's, so that those events keep their order.
     */
    int partition(String tenantId, RawEvent event);

    /** Whether the log can take events, as far as is known without trying. */
    boolean isReady();

    /** What came of appending. */
    sealed interface Append {
        /** The event is in the log at this offset, which its id follows from. */
        record Written(int partition, long offset, String eventId) implements Append {}

        /** The event could not be confirmed in time; a retry with the same idempotency key is safe. */
        record Failed(String reason) implements Append {}
    }
}
