package io.podium.rules.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ErasuresTest {

    private static final Instant AT = Instant.parse("2026-04-30T10:42:00Z");

    @Test
    void each_leaves_something_in_the_ledger_until_it_is_cleared() {
        assertThat(Erasures.NONE.leavesLedger()).isFalse();
        Erasures two = Erasures.NONE.next(AT, false).next(AT.plusSeconds(1), true);
        assertThat(two).isEqualTo(new Erasures(2, 0, AT.plusSeconds(1), true));
        assertThat(two.leavesLedger()).isTrue();
        assertThat(two.withOneCleared()).isEqualTo(new Erasures(2, 1, AT.plusSeconds(1), true));
        assertThat(two.withOneCleared().leavesLedger()).isTrue();
        assertThat(two.withOneCleared().withOneCleared().leavesLedger()).isFalse();
    }

    @Test
    void it_covers_what_happened_before_it() {
        Erasures one = Erasures.NONE.next(AT, false);
        assertThat(one.covers(AT.minusNanos(1))).isTrue();
        assertThat(one.covers(AT)).isFalse();
        assertThat(Erasures.NONE.covers(Instant.EPOCH)).isFalse();
    }
}
