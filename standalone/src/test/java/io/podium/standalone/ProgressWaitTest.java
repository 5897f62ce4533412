package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A wait must be able to fail, and may not while something moves. */
class ProgressWaitTest {

    private static final Duration STILL = Duration.ofMillis(500);

    @Test
    void what_moves_has_more_time_than_it_may_stand_still() {
        Iterator<Integer> counted = IntStream.rangeClosed(1, 12).iterator();
        assertThat(ProgressWait.until("twelve", STILL, counted::next, value -> value == 12))
                .isEqualTo(12);
    }

    @Test
    void what_stands_still_fails_with_the_value_at_which_it_stands() {
        assertThatThrownBy(() -> ProgressWait.until("eight", STILL, () -> 7, value -> value == 8))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected eight, but for 0 s nothing has moved; it stays 7");
    }

    @Test
    void what_can_not_be_read_is_asked_for_again_and_is_the_cause_in_the_end() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(ProgressWait.until(
                        "an answer",
                        STILL,
                        () -> {
                            assertThat(asked.incrementAndGet()).isGreaterThan(2);
                            return "answer";
                        },
                        "answer"::equals))
                .isEqualTo("answer");
        assertThatThrownBy(() -> ProgressWait.until(
                        "an answer",
                        STILL,
                        () -> {
                            throw new IllegalStateException("nobody there");
                        },
                        "answer"::equals))
                .hasRootCauseMessage("nobody there");
    }
}
