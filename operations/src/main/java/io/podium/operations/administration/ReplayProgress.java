package io.podium.operations.administration;

import io.podium.schemas.topic.Topics;
import io.podium.stream.mode.RunMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a replay has come, by the offsets that it committed. Its end is where the live run stood at the start. */
public final class ReplayProgress {

    private final LogOffsets offsets;
    private final String applicationId;
    private final Set<TopicPartition> own;
    private final Map<TopicPartition, Long> liveEnds;
    private int idleSteps;

    /** Notes where the live run stands now. */
    public ReplayProgress(Admin admin, String applicationId, RunMode replay) {
        this.offsets = new LogOffsets(admin);
        this.applicationId = applicationId;
        this.liveEnds = ends(offsets.partitions(List.of(
                Topics.RAW_EVENTS.name(),
                Topics.RAW_COMMANDS.name(),
                Topics.REKEYED_EVENTS.name(),
                Topics.ACCEPTED_EVENTS.name(),
                Topics.CONTEST_SCORES.name())));
        this.own = offsets.partitions(List.of(
                replay.written(Topics.ACCEPTED_EVENTS).name(),
                replay.written(Topics.CONTEST_SCORES).name()));
    }

    /**
     * A look at a replay.
     *
     * @param done whether it has come to its end
     */
    public record Step(long records, long of, boolean done) {
        /** The look as a line: how much, how fast, how long yet. */
        public String line(long elapsedNanos) {
            double seconds = elapsedNanos / 1e9;
            double rate = records / Math.max(seconds, 1e-3);
            return String.format(
                    "replayed %,d of %,d records (%d %%), %,.0f/s, about %,.0f s left",
                    records, of, of == 0 ? 100 : records * 100 / of, rate, (of - records) / Math.max(rate, 1));
        }
    }

    /** Looks at the replay; it is done when nothing is left to read, twice in a row. */
    public Step step() {
        Map<TopicPartition, Long> committed = offsets.committed(applicationId);
        long done = liveEnds.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), committed.getOrDefault(end.getKey(), 0L)))
                .sum();
        long of = liveEnds.values().stream().mapToLong(Long::longValue).sum();
        boolean ownRead = ends(own).entrySet().stream()
                .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        idleSteps = done >= of && ownRead ? idleSteps + 1 : 0;
        return new Step(done, of, idleSteps > 1);
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        return offsets.ends(partitions, IsolationLevel.READ_COMMITTED);
    }
}
