package io.podium.stream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.stream.engine.StuckTasks.Changes;
import io.podium.stream.engine.StuckTasks.Death;
import io.podium.stream.engine.StuckTasks.Place;
import io.podium.stream.engine.StuckTasks.Suspect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When a task is stuck, whatever the reason: it died twice at one place, and nobody has got past that. */
class StuckTasksTest {

    private static final TopicPartition EVENTS = new TopicPartition("raw-events", 3);
    private static final TopicPartition HEARTBEATS = new TopicPartition("heartbeats", 3);
    private static final TopicPartition REKEYED = new TopicPartition("rekeyed-events", 3);
    private static final TopicPartition OTHER = new TopicPartition("raw-events", 4);
    private static final Set<TopicPartition> INPUTS = Set.of(EVENTS, HEARTBEATS, REKEYED);

    private final StuckTasks tasks = new StuckTasks();

    @Test
    void one_death_is_an_accident_two_at_the_same_record_are_none() {
        assertThat(dies(at(17), given(EVENTS, 17))).isEmpty();
        assertThat(tasks.count()).isZero();
        assertThat(tasks.isWatching()).isTrue();
        assertThat(dies(at(17), given(EVENTS, 17))).singleElement().satisfies(place -> {
            assertThat(place.task()).isEqualTo("1_3");
            assertThat(place.deaths()).isEqualTo(2);
            assertThat(place.cause()).isEqualTo("boom");
            assertThat(place).hasToString("raw-events-3 offset 17");
        });
        assertThat(tasks.count()).isEqualTo(1);
    }

    @Test
    void it_is_reported_once_and_stays_stuck_while_threads_come_and_go() {
        dies(at(17), given(EVENTS, 17));
        dies(at(17), given(EVENTS, 17));
        for (int thread = 0; thread < 5; thread++) {
            assertThat(looks(at(17))).isEqualTo(new Changes(List.of(), List.of()));
            assertThat(tasks.count()).isEqualTo(1);
            assertThat(dies(at(17), given(EVENTS, 17))).isEmpty();
        }
    }

    @Test
    void it_is_free_as_soon_as_the_record_is_committed_by_whichever_node() {
        dies(at(17), given(EVENTS, 17));
        dies(at(17), given(EVENTS, 17));
        dies(at(17), given(EVENTS, 17));
        assertThat(looks(at(18)).free())
                .singleElement()
                .extracting(Place::task, Place::deaths)
                .containsExactly("1_3", 3);
        assertThat(tasks.count()).isZero();
        assertThat(tasks.isWatching()).isFalse();
        assertThat(looks(at(18)).free()).isEmpty();
    }

    @Test
    void two_failures_with_commits_between_them_are_two_accidents() {
        dies(at(17), given(EVENTS, 17));
        looks(at(18));
        assertThat(dies(at(500), given(EVENTS, 510))).isEmpty();
        assertThat(dies(at(511), given(EVENTS, 511)))
                .as("nobody looked between these two")
                .isEmpty();
        assertThat(tasks.count()).isZero();
    }

    @Test
    void what_is_committed_before_the_record_is_no_progress() {
        dies(at(10), given(EVENTS, 17));
        assertThat(looks(at(17)).free()).isEmpty();
        assertThat(dies(at(17), given(EVENTS, 17))).hasSize(1);
    }

    @Test
    void the_record_at_fault_is_one_of_those_that_were_under_way() {
        dies(at(15), Map.of(EVENTS, 17L, HEARTBEATS, 0L));
        assertThat(dies(at(15), Map.of(EVENTS, 17L, HEARTBEATS, 0L)))
                .singleElement()
                .hasToString("heartbeats-3 offset 0, raw-events-3 offsets 15 to 17");
    }

    @Test
    void that_another_partition_of_the_task_goes_on_does_not_help() {
        dies(Map.of(EVENTS, 17L, HEARTBEATS, 5L), Map.of(EVENTS, 17L, HEARTBEATS, 5L));
        looks(Map.of(EVENTS, 17L, HEARTBEATS, 9L));
        assertThat(dies(Map.of(EVENTS, 17L, HEARTBEATS, 9L), Map.of(EVENTS, 17L, HEARTBEATS, 8L)))
                .hasSize(1);
        assertThat(looks(Map.of(EVENTS, 17L, HEARTBEATS, 99L)).free()).isEmpty();
        assertThat(tasks.count()).isEqualTo(1);
        assertThat(looks(Map.of(EVENTS, 18L, HEARTBEATS, 99L)).free()).hasSize(1);
    }

    @Test
    void a_partition_with_nothing_to_read_does_not_keep_a_task_stuck() {
        Map<TopicPartition, Long> idle = Map.of(EVENTS, 17L, REKEYED, 4L);
        dies(idle, Map.of(EVENTS, 17L, REKEYED, 3L));
        dies(idle, Map.of(EVENTS, 17L, REKEYED, 3L));
        assertThat(looks(Map.of(EVENTS, 18L, REKEYED, 4L)).free()).hasSize(1);
    }

    @Test
    void a_task_that_dies_before_its_first_record_is_free_when_anything_of_it_is_committed() {
        dies(at(17), Map.of());
        assertThat(dies(at(17), Map.of())).singleElement().hasToString("no record");
        assertThat(looks(Map.of(EVENTS, 17L, OTHER, 1L)).free())
                .as("another task")
                .isEmpty();
        assertThat(looks(Map.of(EVENTS, 17L, HEARTBEATS, 1L)).free()).hasSize(1);
    }

    @Test
    void the_first_record_of_a_log_has_nothing_committed_before_it() {
        dies(Map.of(), given(EVENTS, 0));
        assertThat(dies(Map.of(), given(EVENTS, 0))).hasSize(1);
        assertThat(looks(at(1)).free()).hasSize(1);
    }

    @Test
    void where_nobody_knows_the_task_those_at_work_are_suspects() {
        Map<TopicPartition, Long> committed = Map.of(EVENTS, 17L, OTHER, 8L);
        Death death = new Death(
                List.of(
                        new Suspect("1_3", INPUTS, given(EVENTS, 17)),
                        new Suspect("1_4", Set.of(OTHER), given(OTHER, 7))),
                "boom");
        tasks.observe(committed, List.of(death));
        assertThat(tasks.observe(committed, List.of(death)).stuck())
                .extracting(Place::task)
                .containsExactly("1_3");
    }

    @Test
    void where_nobody_knows_the_task_and_none_was_at_work_all_are_suspects() {
        Death death = new Death(
                List.of(new Suspect("1_3", INPUTS, Map.of()), new Suspect("1_4", Set.of(OTHER), Map.of())), "boom");
        assertThat(tasks.observe(at(17), List.of(death, death)).stuck())
                .extracting(Place::task)
                .containsExactly("1_3", "1_4");
        assertThat(looks(at(18)).free()).extracting(Place::task).containsExactly("1_3");
        assertThat(tasks.count()).isEqualTo(1);
    }

    /** The task dies; those that are stuck since. */
    private List<Place> dies(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> given) {
        Death death = new Death(List.of(new Suspect("1_3", INPUTS, given)), "boom");
        return tasks.observe(committed, List.of(death)).stuck();
    }

    private Changes looks(Map<TopicPartition, Long> committed) {
        return tasks.observe(committed, List.of());
    }

    private static Map<TopicPartition, Long> at(long committed) {
        return Map.of(EVENTS, committed);
    }

    private static Map<TopicPartition, Long> given(TopicPartition partition, long offset) {
        return Map.of(partition, offset);
    }
}
