package io.podium.stream.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When something of a participant ends by itself, so that the time of the log can end it for those who do nothing any
 * more. An entry only says that somebody should look; one that has become pointless does no harm.
 */
final class Dues {

    /** Entries that one heartbeat deals with; the rest waits for the next. */
    static final int MOST = 1_000;

    private static final byte[] PRESENT = {};

    private final KeyValueStore<String, byte[]> store;

    Dues(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    void add(Instant due, String participantKey) {
        store.put(time(due.toEpochMilli()) + "|" + participantKey, PRESENT);
    }

    void remove(Instant due, String participantKey) {
        store.delete(time(due.toEpochMilli()) + "|" + participantKey);
    }

    /** The keys of those of whom something ends until a time, soonest first; they are not due any more then. */
    Set<String> takeUntil(long nowMs) {
        List<String> taken = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(time(0), time(nowMs + 1))) {
            while (entries.hasNext() && taken.size() < MOST) {
                KeyValue<String, byte[]> entry = entries.next();
                taken.add(entry.key);
            }
        }
        Set<String> participants = new LinkedHashSet<>();
        for (String key : taken) {
            store.delete(key);
            participants.add(key.substring(key.indexOf('|') + 1));
        }
        return participants;
    }

    /** In digits of one length, so that texts are in the order of times. */
    private static String time(long ms) {
        return String.format("%016x", Math.max(0, ms));
    }
}
