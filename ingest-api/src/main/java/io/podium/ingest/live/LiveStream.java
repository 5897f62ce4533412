package io.podium.ingest.live;

/** What one client follows. */
public interface LiveStream {

    /** The client is connected: events may be sent from now on. */
    void open(EventSink sink);

    /** Nothing waits for the client any more. */
    default void drained() {}

    /** Once a second while the client is connected. */
    default void pulse() {}

    /** The client is gone, or was never there; may be called again. */
    void close();
}
