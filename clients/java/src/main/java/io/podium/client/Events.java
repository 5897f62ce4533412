package io.podium.client;

import com.fasterxml.jackson.databind.util.RawValue;
import io.podium.client.Calls.Call;
import java.util.List;
import java.util.Map;

/** Sends events. All methods wait for their answers, which may take as long as their deadlines. */
public final class Events {

    /** Events of a batch at the most. */
    public static final int MOST_OF_BATCH = 500;

    private static final String PATH = "/api/v1/ingest/events";

    private final Calls calls;

    Events(Calls calls) {
        this.calls = calls;
    }

    /**
     * Sends an event; the answer does not wait for the rules.
     *
     * @throws PodiumException when it is refused
     * @throws PodiumUnavailableException when there is no answer within 30 s
     */
    public Receipt send(Event event) {
        return calls.call(Call.post(PATH, event).withKey(event.idempotencyKey()), Receipt.class);
    }

    /**
     * Sends an event and waits for what it gave, which is a part of the answer unless it is pending.
     *
     * @throws PodiumException when it is refused
     * @throws PodiumUnavailableException when there is no answer within 10 s
     */
    public Receipt sendSync(Event event) {
        Call call = Call.post(PATH + "/sync", event).withKey(event.idempotencyKey());
        return calls.call(call.sync(), Receipt.class);
    }

    /**
     * Sends events, each of which gets a verdict of its own.
     *
     * @param events 1 to {@value #MOST_OF_BATCH}
     * @throws PodiumException when the batch as a whole is refused
     * @throws PodiumUnavailableException when there is no answer within 30 s
     */
    public BatchReceipt sendBatch(List<Event> events) {
        return batch(events);
    }

    /** Events that are written already. */
    BatchReceipt sendWritten(List<RawValue> events) {
        return batch(events);
    }

    private BatchReceipt batch(List<?> events) {
        BatchReceipt receipt = calls.call(Call.post(PATH + "/batch", Map.of("events", events)), BatchReceipt.class);
        if (receipt.results() == null || receipt.results().size() != events.size()) {
            throw new IllegalStateException("expected a row for each of " + events.size() + " events, but "
                    + (receipt.results() == null ? 0 : receipt.results().size()));
        }
        return receipt;
    }
}
