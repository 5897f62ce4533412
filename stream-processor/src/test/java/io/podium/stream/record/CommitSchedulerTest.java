package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.stream.record.CommitScheduler.Urgency;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitSchedulerTest {

    private static final long START = 10_000_000_000L;
    private static final long INTERVAL = 60;

    private final CommitSchedulers schedulers =
            new CommitSchedulers(Duration.ofMillis(INTERVAL), Duration.ofMillis(10));

    /** A task of the one stream thread that this test is. */
    private final class Task {
        final MockProcessorContext<String, String> context = new MockProcessorContext<>();
        final Processor<String, String, String, String> step = schedulers
                .<String, String, String, String>of(() -> record -> {})
                .get();

        final CommitScheduler.Task sync;

        Task() {
            step.init(context);
            sync = schedulers.task(context);
        }

        boolean commitsAfterSyncEventAt(long now) {
            context.resetCommit();
            context.setCurrentSystemTimeMs(now);
            sync.request(Urgency.SYNC);
            return context.committed();
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
        assertThat(two.commitsAfterSyncEventAt(START + 20)).isTrue();
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
        assertThat(task.commitsAfter(START, START - CommitSchedulers.RECENT_AGE.toMillis()))
                .isFalse();
        assertThat(task.ticks()).isEmpty();
        assertThat(task.commitsAfter(START, START - CommitSchedulers.RECENT_AGE.toMillis() + 1))
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

    @Test
    void the_first_sync_event_is_committed_at_once_and_with_it_what_is_recent() {
        Task task = new Task();
        assertThat(task.commitsAfterSyncEventAt(START)).isTrue();
        assertThat(task.ticks()).isEmpty();
        assertThat(task.commitsAfterRecordAt(START)).as("it is one commit").isFalse();
        assertThat(task.ticks()).isEmpty();
    }

    @Test
    void sync_events_that_follow_soon_are_one_commit_when_their_interval_is_over() {
        Task task = new Task();
        task.commitsAfterSyncEventAt(START);
        assertThat(task.commitsAfterSyncEventAt(START + 3)).isFalse();
        assertThat(task.commitsAfterSyncEventAt(START + 6)).isFalse();
        assertThat(task.ticks()).hasSize(1);
        task.tick(START + 13);
        assertThat(task.context.committed()).isTrue();
        assertThat(task.ticks()).as("nothing ticks while nobody waits").isEmpty();
        assertThat(task.commitsAfterSyncEventAt(START + 20)).isFalse();
        assertThat(task.ticks()).hasSize(1);
    }

    @Test
    void a_sync_event_after_the_interval_does_not_wait_for_the_tick_that_is_late() {
        Task task = new Task();
        task.commitsAfterSyncEventAt(START);
        task.commitsAfterSyncEventAt(START + 5);
        assertThat(task.commitsAfterSyncEventAt(START + 50)).isTrue();
        assertThat(task.ticks()).isEmpty();
    }

    @Test
    void each_task_has_sync_commits_of_its_own() {
        assertThat(new Task().commitsAfterSyncEventAt(START)).isTrue();
        assertThat(new Task().commitsAfterSyncEventAt(START + 1)).isTrue();
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
