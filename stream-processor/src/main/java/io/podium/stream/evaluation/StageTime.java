package io.podium.stream.evaluation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the evaluation of each partition has come, as the timestamps of its records and heartbeats say: the time by
 * which reads judge what lapses. Written by stream threads, read by any.
 */
public final class StageTime {

    private final Map<Integer, Long> reached = new ConcurrentHashMap<>();

    /** A partition has come to this time, in ms since the epoch. */
    void reach(int partition, long timeMs) {
        reached.put(partition, timeMs);
    }

    /** The time of a partition; empty where this node has seen no record of it. */
    public Optional<Instant> of(int partition) {
        return Optional.ofNullable(reached.get(partition)).map(Instant::ofEpochMilli);
    }
}
