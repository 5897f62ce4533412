package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitScheduleTest {

    private static final long START = 10_000_000_000L;
    private static final long INTERVAL = 60;

    private final CommitSchedule schedule = new CommitSchedule(Duration.ofMillis(INTERVAL), Duration.ofMillis(10));

    /** A task of the one stream thread that this test is. */
    private final class Task {
        final MockProcessorContext<String, String> context = new MockProcessorContext<>();
        final Processor<String, String, String, String> step =
                schedule.<String, String, String, String>of(() -> record -> {}).get();

        Task() {
            step.init(context);
        }

        boolean commitsAfterRecordAt(long now) {
            return commitsAfter(now, now);
        }

        boolean commitsAfter(long now, long timestamp) {
            context.resetCommit();
            context.setCurrentSystemTimeMs(now);
            step.process(new Record<>("k", "v", timestamp));
            return context.committed();
        }

        List<CapturedPunctuator> ticks() {
            return context.scheduledPunctuators().stream()
                    .filter(tick -> !tick.cancelled())
                    .toList();
        }

        void tick(long now) {
            context.resetCommit();
            ticks().get(0).getPunctuator().punctuate(now);
        }
    }

    @Test
    void after_a_pause_the_three_stages_of_an_event_are_each_committed_at_once() {
        Task one = new Task();
        Task two = new Task();
        Task three = new Task();
        assertThat(one.commitsAfterRecordAt(START)).isTrue();
        assertThat(two.commitsAfterRecordAt(START + 5)).isTrue();
        assertThat(three.commitsAfterRecordAt(START + 10)).isTrue();
        assertThat(one.commitsAfterRecordAt(START + 15)).isFalse();
        assertThat(one.ticks()).singleElement().satisfies(tick -> assertThat(tick.getInterval())
                .isEqualTo(Duration.ofMillis(INTERVAL - 15)));
        one.tick(START + INTERVAL);
        assertThat(one.context.committed()).isTrue();
        assertThat(one.ticks()).as("nothing ticks while nobody waits").isEmpty();
    }

    @Test
    void while_records_flow_there_is_one_commit_per_interval_and_no_tick_is_needed() {
        Task task = new Task();
        int commits = 0;
        for (long now = START; now < START + 100 * INTERVAL; now++) {
            commits += task.commitsAfterRecordAt(now) ? 1 : 0;
        }
        assertThat(commits).isEqualTo(102);
    }

    @Test
    void a_commit_for_a_sync_event_is_one_for_all_who_wait() {
        Task one = exhausted();
        Task two = new Task();
        one.commitsAfterRecordAt(START + 10);
        CommitPacer sync = schedule.forSync(two.context);
        two.context.setCurrentSystemTimeMs(START + 20);
        sync.request();
        assertThat(two.context.committed()).isTrue();
        assertThat(one.ticks()).isEmpty();
        assertThat(one.commitsAfterRecordAt(START + 20)).as("of the same go").isFalse();
        assertThat(one.ticks()).isEmpty();
        assertThat(one.commitsAfterRecordAt(START + 30)).isFalse();
        assertThat(one.ticks()).hasSize(1);
    }

    @Test
    void records_of_one_go_are_one_commit() {
        Task task = new Task();
        assertThat(task.commitsAfterRecordAt(START)).isTrue();
        assertThat(task.commitsAfterRecordAt(START)).isFalse();
        assertThat(task.ticks()).isEmpty();
    }

    @Test
    void a_backlog_asks_for_no_commit() {
        Task task = new Task();
        assertThat(task.commitsAfter(START, START - CommitSchedule.RECENT.toMillis()))
                .isFalse();
        assertThat(task.ticks()).isEmpty();
        assertThat(task.commitsAfter(START, START - CommitSchedule.RECENT.toMillis() + 1))
                .isTrue();
    }

    @Test
    void a_clock_ahead_of_this_one_is_recent() {
        assertThat(new Task().commitsAfter(START, START + 60_000)).isTrue();
    }

    @Test
    void all_tasks_that_wait_are_committed_by_the_tick_of_one() {
        Task one = exhausted();
        Task two = new Task();
        assertThat(one.commitsAfterRecordAt(START + 10)).isFalse();
        assertThat(two.commitsAfterRecordAt(START + 20)).isFalse();
        assertThat(one.ticks()).hasSize(1);
        assertThat(two.ticks()).isEmpty();
        one.tick(START + INTERVAL);
        assertThat(one.context.committed()).isTrue();
        assertThat(two.context.committed()).isTrue();
    }

    @Test
    void who_waits_for_a_task_that_is_closed_is_committed_then() {
        Task one = exhausted();
        Task two = new Task();
        one.commitsAfterRecordAt(START + 10);
        two.commitsAfterRecordAt(START + 20);
        one.step.close();
        assertThat(two.context.committed()).isTrue();
        assertThat(one.ticks()).isEmpty();
    }

    @Test
    void a_task_that_is_closed_while_it_waits_is_asked_for_no_commit() {
        Task one = exhausted();
        Task two = new Task();
        one.commitsAfterRecordAt(START + 10);
        two.commitsAfterRecordAt(START + 20);
        two.step.close();
        one.tick(START + INTERVAL);
        assertThat(one.context.committed()).isTrue();
        assertThat(two.context.committed()).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_delays_a_commit_by_one_interval_at_most() {
        Task task = exhausted();
        assertThat(task.commitsAfterRecordAt(START - 3_600_000)).isFalse();
        assertThat(task.ticks()).singleElement().satisfies(tick -> assertThat(tick.getInterval())
                .isEqualTo(Duration.ofMillis(INTERVAL)));
    }

    /** A task of a thread that has had its three commits at once. */
    private Task exhausted() {
        Task task = new Task();
        for (int i = 0; i < 3; i++) {
            assertThat(task.commitsAfterRecordAt(START + i)).isTrue();
        }
        return task;
    }
}
