package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitPacerTest {

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final List<Long> told = new ArrayList<>();
    private final CommitPacer commits = new CommitPacer(context, Duration.ofMillis(10), told::add);

    @Test
    void the_first_request_commits_at_once() {
        at(1_000).request();
        assertThat(committed()).isTrue();
        assertThat(waiting()).isEmpty();
        assertThat(told).containsExactly(1_000L);
    }

    @Test
    void requests_that_follow_soon_are_one_commit_when_the_interval_is_over() {
        at(1_000).request();
        context.resetCommit();
        at(1_003).request();
        at(1_006).request();
        assertThat(committed()).isFalse();
        assertThat(waiting()).hasSize(1);
        waiting().get(0).getPunctuator().punctuate(1_013);
        assertThat(committed()).isTrue();
        assertThat(waiting()).as("nothing ticks while nobody waits").isEmpty();
        context.resetCommit();
        at(1_020).request();
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void a_request_after_the_interval_does_not_wait_for_the_tick_that_is_late() {
        at(1_000).request();
        at(1_005).request();
        context.resetCommit();
        at(1_050).request();
        assertThat(committed()).isTrue();
        assertThat(waiting()).isEmpty();
    }

    private CommitPacer at(long now) {
        context.setCurrentSystemTimeMs(now);
        return commits;
    }

    private boolean committed() {
        return context.committed();
    }

    private List<CapturedPunctuator> waiting() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }
}
