package io.podium.ingest.live;

import org.jspecify.annotations.Nullable;

/** A client that is connected; never blocks, and may be used by any thread. */
public interface EventSink {

    /** Events that wait for a client to read them, at the most. */
    int MOST_EVENTS = 256;

    /** Characters of events that wait, at the most; one event always finds room. */
    int MOST_CHARACTERS = 64 * 1024;

    /**
     * Sends an event, or without a name only an id from which the client may go on later.
     *
     * @return false, and nothing is sent, when too much waits for the client to read it
     */
    boolean send(@Nullable String id, @Nullable String event, @Nullable String data);

    /** Whether nothing waits. */
    boolean isDrained();

    /** How many events the client's socket has taken so far. */
    long sent();

    /** Sends a last event, as far as the client reads on, and ends the connection. */
    void end(String event, String data);

    /** Ends the connection. */
    void close();
}
