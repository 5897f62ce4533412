package io.podium.ingest.live;

import java.util.ArrayList;
import java.util.List;

/** Records that wait for something else to be sent first, within the bounds of {@link EventSink}. */
final class HeldRecords {

    private List<LiveRecord> records = new ArrayList<>();
    private long bytes;

    /** Holds one more; false when that is too much, though one always finds room. */
    boolean add(LiveRecord record) {
        records.add(record);
        bytes += record.value().length;
        return records.size() == 1 || records.size() <= EventSink.MOST_EVENTS && bytes <= EventSink.MOST_CHARACTERS;
    }

    /** What was held, in its order; nothing is held any more. */
    List<LiveRecord> release() {
        List<LiveRecord> released = records;
        records = new ArrayList<>();
        bytes = 0;
        return released;
    }
}
