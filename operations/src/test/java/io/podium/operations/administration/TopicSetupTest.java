package io.podium.operations.administration;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicSetupTest {

    @Test
    void a_topic_as_it_should_be_has_no_problems() {
        assertThat(problems(4, 3, "2", Map.of())).isEmpty();
        assertThat(problems(4, 1, "1", Map.of()))
                .as("one replica, for development")
                .isEmpty();
    }

    @Test
    void everything_that_is_wrong_with_a_topic_is_reported() {
        assertThat(problems(5, 3, "1", Map.of("message.timestamp.after.max.ms", "1")))
                .hasSize(3)
                .anyMatch(problem -> problem.equals("expected 4 partition(s) of raw-events, but 5"))
                .anyMatch(problem -> problem.contains("message.timestamp.after.max.ms") && problem.endsWith("but 1"))
                .anyMatch(problem -> problem.contains("min.insync.replicas of at least 2 of raw-events"));
    }

    private static List<String> problems(int partitions, int replicas, String inSync, Map<String, String> wrong) {
        List<Node> nodes = IntStream.range(0, replicas)
                .mapToObj(id -> new Node(id, "broker", 9092))
                .toList();
        TopicDescription topic = new TopicDescription(
                Topics.RAW_EVENTS.name(),
                false,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartitionInfo(partition, nodes.get(0), nodes, nodes))
                        .toList());
        List<ConfigEntry> settings = new ArrayList<>();
        Topics.RAW_EVENTS
                .settings()
                .forEach((name, value) -> settings.add(new ConfigEntry(name, wrong.getOrDefault(name, value))));
        settings.add(new ConfigEntry("min.insync.replicas", inSync));
        List<String> problems = new ArrayList<>();
        TopicSetup.check(Topics.RAW_EVENTS, topic, new Config(settings), 4, problems);
        return problems;
    }
}
