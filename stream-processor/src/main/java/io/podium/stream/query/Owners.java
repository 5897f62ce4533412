package io.podium.stream.query;

import io.podium.schemas.query.PartitionOwners;
import io.podium.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/** Which node owns which partition, as Kafka Streams' metadata has it on this node. */
public final class Owners {

    private final KafkaStreams streams;
    private final int partitions;

    public Owners(KafkaStreams streams, int partitions) {
        this.streams = streams;
        this.partitions = partitions;
    }

    /** The owners now; empty addresses where nobody owns a partition. */
    public PartitionOwners current() {
        return new PartitionOwners(
                owners(Topics.RAW_EVENTS.name()),
                owners(Topics.ACCEPTED_EVENTS.name()),
                owners(Topics.CONTEST_SCORES.name()),
                standbys(Topics.ACCEPTED_EVENTS.name()));
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
