package io.podium.standalone.setup;

import io.podium.schemas.topic.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a replay has come, by the offsets that it committed. Its end is where the live run stood at the start. */
public final class ReplayProgress {

    private final Admin admin;
    private final String applicationId;
    private final Set<TopicPartition> own;
    private final Map<TopicPartition, Long> liveEnds;
    private int idleSteps;

    /** Notes where the live run stands now. */
    public ReplayProgress(Admin admin, String applicationId, String suffix) {
        this.admin = admin;
        this.applicationId = applicationId;
        this.liveEnds = ends(partitions(List.of(
                Topics.RAW_EVENTS.name(),
                Topics.REKEYED_EVENTS.name(),
                Topics.ACCEPTED_EVENTS.name(),
                Topics.CONTEST_SCORES.name())));
        this.own = partitions(List.of(Topics.ACCEPTED_EVENTS.name() + suffix, Topics.CONTEST_SCORES.name() + suffix));
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
        Map<TopicPartition, OffsetAndMetadata> committed =
                KafkaAnswers.get(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        long done = liveEnds.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), offset(committed, end.getKey())))
                .sum();
        long of = liveEnds.values().stream().mapToLong(Long::longValue).sum();
        boolean ownRead =
                ends(own).entrySet().stream().allMatch(end -> offset(committed, end.getKey()) >= end.getValue());
        idleSteps = done >= of && ownRead ? idleSteps + 1 : 0;
        return new Step(done, of, idleSteps > 1);
    }

    private static long offset(Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata known = committed.get(partition);
        return known == null ? 0 : known.offset();
    }

    private Set<TopicPartition> partitions(List<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (TopicDescription topic :
                KafkaAnswers.get(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition())));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : KafkaAnswers.get(
                        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all())
                .entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }
}
