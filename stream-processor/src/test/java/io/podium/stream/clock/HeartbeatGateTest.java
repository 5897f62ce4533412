package io.podium.stream.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatGateTest {

    private final HeartbeatGate gate = new HeartbeatGate();

    @Test
    void a_heartbeat_waits_for_its_mark_and_for_everything_before_it() {
        assertThat(gate.heartbeat(5, 1_000)).isEmpty();
        assertThat(gate.processed(4)).isEmpty();
        assertThat(gate.processed(5)).hasValue(1_000);
        assertThat(gate.processed(6)).as("once").isEmpty();
    }

    @Test
    void one_whose_mark_was_processed_holds_at_once() {
        gate.processed(7);
        assertThat(gate.heartbeat(7, 2_000)).hasValue(2_000);
    }

    @Test
    void of_several_that_come_to_hold_together_the_latest_counts() {
        gate.heartbeat(1, 1_000);
        gate.heartbeat(3, 3_000);
        gate.heartbeat(9, 9_000);
        assertThat(gate.processed(4)).hasValue(3_000);
        assertThat(gate.processed(9)).hasValue(9_000);
    }

    @Test
    void a_mark_alone_says_nothing() {
        assertThat(gate.processed(100)).isEmpty();
    }

    @Test
    void those_that_wait_are_bounded_and_the_newest_are_kept() {
        for (long mark = 0; mark < 10_000; mark++) {
            gate.heartbeat(mark, mark);
        }
        assertThat(gate.processed(10_000 - HeartbeatGate.MOST_WAITING - 1)).isEmpty();
        assertThat(gate.processed(10_000)).hasValue(9_999);
    }
}
