package io.podium.stream.clock;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Lets the time of a raw partition pass when it is true: a heartbeat names a mark in the partition and comes by a topic
 * that only processors may write, so it holds once everything before the mark has been processed. A mark alone, which
 * any producer could write, says nothing. Bounded to {@value #MOST_WAITING} heartbeats that wait; after a restart those
 * that waited are forgotten, and the next one says as much.
 */
public final class HeartbeatGate {

    static final int MOST_WAITING = 64;

    private final TreeMap<Long, Long> waiting = new TreeMap<>();
    private long processed = -1;

    /**
     * A heartbeat came.
     *
     * @param mark its mark's offset in the raw partition
     * @param time in ms since the epoch
     * @return the time, if the mark has been processed already
     */
    public OptionalLong heartbeat(long mark, long time) {
        if (mark <= processed) {
            return OptionalLong.of(time);
        }
        waiting.put(mark, time);
        if (waiting.size() > MOST_WAITING) {
            waiting.pollFirstEntry();
        }
        return OptionalLong.empty();
    }

    /**
     * A record of the raw partition was processed.
     *
     * @return the latest time that holds now and did not before
     */
    public OptionalLong processed(long offset) {
        processed = Math.max(processed, offset);
        if (waiting.isEmpty() || waiting.firstKey() > processed) {
            return OptionalLong.empty();
        }
        long time = waiting.floorEntry(processed).getValue();
        waiting.headMap(processed, true).clear();
        return OptionalLong.of(time);
    }
}
