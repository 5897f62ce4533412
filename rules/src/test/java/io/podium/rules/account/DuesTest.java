package io.podium.rules.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What ends by itself, and when. */
class DuesTest {

    private static final Instant EARLY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-05-02T00:00:00Z");

    @Test
    void the_hold_that_ends_first_is_next_and_of_several_the_one_placed_first() {
        Account account =
                Account.of(10).hold("a", 1, LATE, "r").hold("b", 2, EARLY, "r").hold("c", 3, EARLY, "r");
        assertThat(account.nextHold()).map(Hold::id).contains("b");
        assertThat(account.held("c")).map(Hold::amount).contains(3L);
        assertThat(account.held("d")).isEmpty();
        assertThat(Account.of(10).nextHold()).isEmpty();
    }

    @Test
    void only_ends_that_were_not_known_before_are_new() {
        long day = Lots.dayOf(EARLY);
        Account before = Account.of(10).plus(5, day).hold("a", 1, LATE, "r");
        assertThat(before.duesSince(before)).isEmpty();
        assertThat(before.duesSince(Account.of(10))).containsExactly(EARLY, LATE);
        assertThat(before.plus(5, day).duesSince(before)).isEmpty();
        assertThat(before.plus(5, day + 1).duesSince(before)).containsExactly(LATE);
        assertThat(before.hold("b", 1, EARLY, "r").duesSince(before)).containsExactly(EARLY);
    }

    @Test
    void a_hold_pays_what_is_owed_before_its_rest_is_free() {
        Account owing = Account.of(10).hold("a", 10, LATE, "r").take(4, false);
        Account.Settled settled = owing.settle(owing.held("a").orElseThrow(), 3);
        assertThat(settled.after().available()).isEqualTo(3);
        assertThat(settled.after().owed()).isZero();
        assertThat(settled.after().spent()).isEqualTo(3);
        assertThat(settled.released().available()).isEqualTo(6);
    }
}
