package io.podium.stream.query;

import io.podium.schemas.query.PartitionOwners;
import io.podium.schemas.topic.Topics;
import io.podium.stream.mode.RunMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/** Which node owns which partition, as Kafka Streams' metadata has it on this node. */
public final class Owners {

    private final KafkaStreams streams;
    private final Membership membership;
    private final int partitions;
    private final RunMode mode;

    /**
     * Owners as this node knows them.
     *
     * @param membership without which this node's knowledge is worth nothing
     * @param mode by which the topics between the stages have their names
     */
    public Owners(KafkaStreams streams, Membership membership, int partitions, RunMode mode) {
        this.streams = streams;
        this.membership = membership;
        this.partitions = partitions;
        this.mode = mode;
    }

    /**
     * The owners now; empty addresses where nobody owns a partition, and everywhere while this node is not known to
     * be a member of the group.
     */
    public PartitionOwners current() {
        String acceptedEvents = mode.written(Topics.ACCEPTED_EVENTS).name();
        if (!membership.confirmed()) {
            List<String> nobody = Collections.nCopies(partitions, "");
            return new PartitionOwners(nobody, nobody, nobody, standbys(acceptedEvents));
        }
        return new PartitionOwners(
                owners(Topics.RAW_EVENTS.name()),
                owners(acceptedEvents),
                owners(mode.written(Topics.CONTEST_SCORES).name()),
                standbys(acceptedEvents));
    }

    private List<List<String>> standbys(String topic) {
        List<List<String>> addresses = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition copied = new TopicPartition(topic, partition);
            addresses.add(streams.metadataForAllStreamsClients().stream()
                    .filter(node -> node.standbyTopicPartitions().contains(copied))
                    .map(node -> node.host() + ":" + node.port())
                    .toList());
        }
        return addresses;
    }

    private List<String> owners(String topic) {
        List<String> addresses = new ArrayList<>(Collections.nCopies(partitions, ""));
        for (StreamsMetadata node : streams.metadataForAllStreamsClients()) {
            for (TopicPartition owned : node.topicPartitions()) {
                if (owned.topic().equals(topic) && owned.partition() < partitions) {
                    addresses.set(owned.partition(), node.host() + ":" + node.port());
                }
            }
        }
        return addresses;
    }
}
