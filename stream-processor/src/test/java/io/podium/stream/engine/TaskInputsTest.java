package io.podium.stream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.stream.driver.EventDriver;
import io.podium.stream.engine.StuckTasks.Suspect;
import io.podium.stream.topology.EventTopology;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class TaskInputsTest {

    private static final TaskId FIRST = new TaskId(1, 0);
    private static final TaskId SECOND = new TaskId(1, 1);
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final TaskInputs INPUTS = new TaskInputs(Map.of(1, Set.of("a")), 2);
    private static final Map<TaskId, Map<TopicPartition, Long>> GIVEN = Map.of(FIRST, Map.of(A0, 7L), SECOND, Map.of());

    @Test
    void a_task_reads_its_partition_of_the_topics_of_its_stage() {
        try (EventDriver driver = new EventDriver()) {
            TaskInputs inputs =
                    TaskInputs.of(EventTopology.build(driver.parts()).describe(), 3);
            assertThat(inputs.of(new TaskId(1, 2)))
                    .contains(
                            new TopicPartition("raw-events", 2),
                            new TopicPartition("raw-commands", 2),
                            new TopicPartition("heartbeats", 2),
                            new TopicPartition("rekeyed-events", 2));
            assertThat(inputs.of(new TaskId(2, 0))).contains(new TopicPartition("accepted-events", 0));
            assertThat(inputs.of(new TaskId(3, 1))).contains(new TopicPartition("contest-scores", 1));
            assertThat(inputs.of(new TaskId(0, 0)))
                    .as("rules, which each node reads")
                    .isEmpty();
        }
    }

    @Test
    void the_task_that_failed_is_the_only_suspect_where_it_is_known() {
        assertThat(INPUTS.suspects(Optional.of(FIRST), GIVEN))
                .containsExactly(new Suspect("1_0", Set.of(A0), Map.of(A0, 7L)));
        assertThat(INPUTS.suspects(Optional.of(FIRST), Map.of()))
                .as("one that was not given anything yet")
                .containsExactly(new Suspect("1_0", Set.of(A0), Map.of()));
    }

    @Test
    void else_all_tasks_of_the_thread_are() {
        assertThat(INPUTS.suspects(Optional.empty(), GIVEN))
                .containsExactlyInAnyOrder(
                        new Suspect("1_0", Set.of(A0), Map.of(A0, 7L)), new Suspect("1_1", Set.of(A1), Map.of()));
    }

    @Test
    void a_thread_that_dies_before_it_has_a_task_keeps_everything_from_going_on() {
        assertThat(INPUTS.suspects(Optional.empty(), Map.of()))
                .containsExactly(new Suspect(TaskInputs.NO_TASK, Set.of(A0, A1), Map.of()));
    }
}
