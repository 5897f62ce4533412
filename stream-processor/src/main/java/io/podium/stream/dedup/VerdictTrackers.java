package io.podium.stream.dedup;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** How far stage 1 has come in each raw log, see {@link VerdictTracker}. */
public final class VerdictTrackers {

    private final Map<RawLog, VerdictTracker> trackers = new EnumMap<>(RawLog.class);

    /** Waiting queries continue on the executor. */
    public VerdictTrackers(Executor executor) {
        for (RawLog log : RawLog.values()) {
            trackers.put(log, new VerdictTracker(executor));
        }
    }

    /** The tracker of a log. */
    public VerdictTracker of(RawLog log) {
        return requireNonNull(trackers.get(log));
    }

    /** The partitions that this node owns now, the same of every log. */
    public Set<Integer> partitions() {
        return of(RawLog.EVENTS).partitions();
    }

    void open(int partition) {
        trackers.values().forEach(tracker -> tracker.open(partition));
    }

    void close(int partition) {
        trackers.values().forEach(tracker -> tracker.close(partition));
    }

    /** A record was processed; one of another topic than a raw log is nobody's business. */
    void record(RecordMetadata position, Optional<Verdict> verdict) {
        RawLog.of(position.topic()).ifPresent(log -> of(log).record(position.partition(), position.offset(), verdict));
    }
}
