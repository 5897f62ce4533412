package io.podium.stream.clock;

import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far the partitions in front of a task have come, each by its own heartbeats. The least of them is the task's
 * time: whatever was stamped before it has been seen, from all partitions.
 */
public final class Watermarks {

    private final KeyValueStore<Integer, Long> store;
    private final int sources;
    private long time;

    /** Watermarks kept in a store, of so many partitions. */
    public Watermarks(KeyValueStore<Integer, Long> store, int sources) {
        this.store = store;
        this.sources = sources;
        this.time = least();
    }

    /** Takes a heartbeat in; the task's new time in ms, or empty when it stays. */
    public OptionalLong advance(Record<?, ?> heartbeat) {
        Headers headers = heartbeat.headers();
        int source = Heartbeat.source(headers);
        Long before = store.get(source);
        if (before == null || before < heartbeat.timestamp()) {
            store.put(source, heartbeat.timestamp());
        }
        long now = least();
        if (now <= time) {
            return OptionalLong.empty();
        }
        time = now;
        return OptionalLong.of(now);
    }

    private long least() {
        long least = Long.MAX_VALUE;
        for (int source = 0; source < sources; source++) {
            Long reached = store.get(source);
            least = Math.min(least, reached == null ? -1 : reached);
        }
        return least;
    }
}
