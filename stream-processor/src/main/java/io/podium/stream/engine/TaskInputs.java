package io.podium.stream.engine;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.podium.stream.engine.StuckTasks.Suspect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Which partitions the tasks of a topology read.
 *
 * @param topics of each part of the topology, by its number
 * @param partitions how many each topic has
 */
record TaskInputs(Map<Integer, Set<String>> topics, int partitions) {

    /** The name for a thread that died before it had a task. */
    static final String NO_TASK = "of a thread that had none yet";

    static TaskInputs of(TopologyDescription topology, int partitions) {
        return new TaskInputs(
                topology.subtopologies().stream().collect(toMap(Subtopology::id, TaskInputs::topicsOf)), partitions);
    }

    private static Set<String> topicsOf(Subtopology part) {
        return part.nodes().stream()
                .filter(Source.class::isInstance)
                .flatMap(source -> ((Source) source).topicSet().stream())
                .collect(toSet());
    }

    /** What a task reads; nothing where there is no such task. */
    Set<TopicPartition> of(TaskId task) {
        return topics.getOrDefault(task.subtopology(), Set.of()).stream()
                .map(topic -> new TopicPartition(topic, task.partition()))
                .collect(toSet());
    }

    /**
     * Who may be at fault when a thread died.
     *
     * @param failed the task that failed, where Kafka Streams says it
     * @param given the tasks of the thread, and of partitions that they read the offset of the last record given
     */
    List<Suspect> suspects(Optional<TaskId> failed, Map<TaskId, Map<TopicPartition, Long>> given) {
        if (failed.isPresent()) {
            return List.of(suspect(failed.get(), given.getOrDefault(failed.get(), Map.of())));
        }
        return given.isEmpty()
                ? List.of(new Suspect(NO_TASK, all(), Map.of()))
                : given.entrySet().stream()
                        .map(task -> suspect(task.getKey(), task.getValue()))
                        .toList();
    }

    private Suspect suspect(TaskId task, Map<TopicPartition, Long> given) {
        return new Suspect(task.toString(), of(task), given);
    }

    private Set<TopicPartition> all() {
        return topics.values().stream()
                .flatMap(Set::stream)
                .flatMap(this::partitionsOf)
                .collect(toSet());
    }

    private Stream<TopicPartition> partitionsOf(String topic) {
        return IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition));
    }
}
