package io.podium.stream.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.query.Verdict;
import io.podium.stream.dedup.VerdictTracker.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class VerdictTrackerTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final VerdictTracker board = new VerdictTracker(Runnable::run);

    @Test
    void waiting_ends_when_the_offset_or_a_later_one_is_processed() {
        board.open(0);
        CompletableFuture<Progress> fifth = board.processed(0, 5, LONG);
        CompletableFuture<Progress> seventh = board.processed(0, 7, LONG);
        board.record(0, 4, Optional.of(Verdict.NEW));
        assertThat(fifth).isNotDone();
        board.record(0, 6, Optional.of(Verdict.NEW));
        assertThat(fifth).isCompletedWithValue(Progress.PROCESSED);
        assertThat(seventh).isNotDone();
        assertThat(board.processed(0, 6, LONG)).isCompletedWithValue(Progress.PROCESSED);
    }

    @Test
    void those_whose_offsets_are_processed_before_anyone_was_reported_are_reported_by_one_task() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        VerdictTracker busy = new VerdictTracker(tasks::add);
        busy.open(0);
        CompletableFuture<Progress> first = busy.processed(0, 1, LONG);
        CompletableFuture<Progress> second = busy.processed(0, 2, LONG);
        CompletableFuture<Progress> third = busy.processed(0, 3, LONG);
        busy.record(0, 1, Optional.of(Verdict.NEW));
        busy.record(0, 2, Optional.of(Verdict.NEW));
        assertThat(tasks).hasSize(1);
        assertThat(first).isNotDone();

        tasks.remove().run();
        assertThat(first).isCompletedWithValue(Progress.PROCESSED);
        assertThat(second).isCompletedWithValue(Progress.PROCESSED);

        busy.record(0, 3, Optional.of(Verdict.NEW));
        tasks.remove().run();
        assertThat(third).isCompletedWithValue(Progress.PROCESSED);
    }

    @Test
    void nobody_waits_in_vain_while_a_stream_thread_and_those_who_report_work_at_once() throws InterruptedException {
        ExecutorService reporters = Executors.newFixedThreadPool(2);
        try {
            VerdictTracker shared = new VerdictTracker(reporters);
            shared.open(0);
            int offsets = 50_000;
            Thread stream = new Thread(() -> {
                for (int offset = 0; offset < offsets; offset++) {
                    shared.record(0, offset, Optional.of(Verdict.NEW));
                }
            });
            stream.start();
            List<CompletableFuture<Progress>> waiting = new ArrayList<>();
            for (int offset = 0; offset < offsets; offset++) {
                waiting.add(shared.processed(0, offset, LONG));
            }
            stream.join();
            Awaitility.await().untilAsserted(() -> assertThat(waiting)
                    .allSatisfy(one -> assertThat(one).isCompletedWithValue(Progress.PROCESSED)));
        } finally {
            reporters.shutdownNow();
        }
    }

    @Test
    void who_waits_at_a_node_that_gives_the_partition_up_is_reported_at_once() {
        board.open(0);
        CompletableFuture<Progress> waiting = board.processed(0, 5, LONG);
        board.close(0);
        assertThat(waiting).isCompletedWithValue(Progress.NOT_HERE);
        assertThat(board.processed(0, 5, LONG)).isCompletedWithValue(Progress.NOT_HERE);
    }

    @Test
    void a_partition_that_comes_back_starts_without_memory() {
        board.open(0);
        board.record(0, 5, Optional.of(Verdict.NEW));
        board.close(0);
        board.open(0);
        assertThat(board.verdict(0, 5)).isEmpty();
        assertThat(board.processed(0, 5, LONG)).isNotDone();
    }

    @Test
    void a_wait_ends_at_its_deadline() {
        board.open(0);
        CompletableFuture<Progress> waiting = board.processed(0, 5, Duration.ofMillis(1));
        Awaitility.await().untilAsserted(() -> assertThat(waiting).isCompletedWithValue(Progress.TIMED_OUT));
    }

    @Test
    void only_the_latest_verdicts_are_remembered() {
        board.open(0);
        for (long offset = 0; offset <= VerdictTracker.REMEMBERED; offset++) {
            board.record(0, offset, Optional.of(new Verdict("evt_" + offset)));
        }
        assertThat(board.verdict(0, 0)).isEmpty();
        assertThat(board.verdict(0, 1)).contains(new Verdict("evt_1"));
        assertThat(board.verdict(0, VerdictTracker.REMEMBERED))
                .contains(new Verdict("evt_" + VerdictTracker.REMEMBERED));
    }
}
