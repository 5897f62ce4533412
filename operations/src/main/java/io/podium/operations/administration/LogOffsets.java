package io.podium.operations.administration;

import io.podium.schemas.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where the log ends, and how far consumer groups have come. */
public final class LogOffsets {

    private final Admin admin;

    /** Offsets as this client may see them. */
    public LogOffsets(Admin admin) {
        this.admin = admin;
    }

    /** All partitions of these topics. */
    public Set<TopicPartition> partitions(Collection<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        AdminFutures.get(admin.describeTopics(topics).allTopicNames()).forEach((name, topic) -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        return partitions;
    }

    /** Where these partitions end now, for readers of that isolation. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        AdminFutures.get(admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The names of all groups that this client may see, in order. */
    public List<String> groups() {
        return AdminFutures.get(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
    }

    /** What a group has committed; nothing of partitions where it never did. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        AdminFutures.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    /** Whether an application has come somewhere in each partition of {@code raw-events} that has records. */
    public boolean hasBegun(String applicationId) {
        Set<TopicPartition> begun = committed(applicationId).keySet();
        return ends(partitions(List.of(Topics.RAW_EVENTS.name())), IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || begun.contains(end.getKey()));
    }

    /** How many records of {@code raw-events} an application has not processed, also when it never began. */
    public long behind(String applicationId) {
        Map<TopicPartition, Long> committed = committed(applicationId);
        return ends(partitions(List.of(Topics.RAW_EVENTS.name())), IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
                .mapToLong(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L))
                .sum();
    }
}
