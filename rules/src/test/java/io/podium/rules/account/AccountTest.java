package io.podium.rules.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Instant SOON = Lots.startOf(10).plusSeconds(1);

    @Test
    void spending_takes_what_expires_soonest_and_what_never_expires_last() {
        Account account =
                Account.of(0).plus(100, null).plus(30, 12L).plus(20, 10L).spend(35);
        assertThat(account.available()).isEqualTo(115);
        assertThat(account.lots()).isEqualTo(Map.of(12L, 15L));
        assertThat(account.spend(20).lots()).isEmpty();
        assertThat(account.spend(20).available()).isEqualTo(95);
    }

    @Test
    void what_is_owed_is_paid_before_anything_becomes_available_or_expires() {
        Account owing = Account.of(20).takeBack(50, null, false);
        assertThat(owing.available()).isZero();
        assertThat(owing.owed()).isEqualTo(30);
        Account paid = owing.plus(40, 12L);
        assertThat(paid.owed()).isZero();
        assertThat(paid.available()).isEqualTo(10);
        assertThat(paid.lots()).isEqualTo(Map.of(12L, 10L));
        assertThat(owing.plus(30, 12L).lots()).isEmpty();
    }

    @Test
    void a_balance_below_zero_has_no_lots_and_what_comes_in_expires_only_as_far_as_it_is_there() {
        Account below = Account.of(20).takeBack(50, null, true);
        assertThat(below.available()).isEqualTo(-30);
        assertThat(below.owed()).isZero();
        assertThat(below.plus(50, 12L).lots()).isEqualTo(Map.of(12L, 20L));
        assertThat(below.plus(30, 12L).lots()).isEmpty();
    }

    @Test
    void taking_points_back_takes_their_own_lot_first() {
        Account account = Account.of(0).plus(10, 10L).plus(30, 12L).takeBack(25, 12L, false);
        assertThat(account.lots()).isEqualTo(Map.of(10L, 10L, 12L, 5L));
        assertThat(account.takeBack(12, 12L, false).lots()).isEqualTo(Map.of(10L, 3L));
    }

    @Test
    void a_hold_gives_back_what_it_took_with_its_ends() {
        Account held = Account.of(0).plus(10, 10L).plus(30, null).hold("h", 25, SOON, "checkout");
        assertThat(held.available()).isEqualTo(15);
        assertThat(held.lots()).isEmpty();
        Hold hold = held.held("h").orElseThrow();
        assertThat(held.settle(hold, 0).after()).isEqualTo(Account.of(30).plus(10, 10L));
        Account captured = held.settle(hold, 12).after();
        assertThat(captured.available()).isEqualTo(28);
        assertThat(captured.spent()).isEqualTo(12);
        assertThat(captured.lots()).isEmpty();
        assertThat(held.settle(hold, 12).released().available()).isEqualTo(40);
    }

    @Test
    void what_a_hold_gives_back_pays_what_is_owed_first() {
        Account account = Account.of(30).hold("h", 25, SOON, "checkout").takeBack(15, null, false);
        assertThat(account.owed()).isEqualTo(10);
        Account.Settled settled = account.settle(account.held("h").orElseThrow(), 5);
        assertThat(settled.after().available()).isEqualTo(10);
        assertThat(settled.after().owed()).isZero();
        assertThat(settled.after().spent()).isEqualTo(5);
    }

    @Test
    void what_is_due_next_is_the_sooner_of_lots_and_holds() {
        assertThat(Account.of(5).nextDue()).isEmpty();
        Account lot = Account.of(5).plus(10, 10L);
        assertThat(lot.nextDue()).contains(Lots.startOf(10));
        assertThat(lot.hold("h", 1, Lots.startOf(9), "r").nextDue()).contains(Lots.startOf(9));
        assertThat(lot.hold("h", 1, SOON, "r").nextDue()).contains(Lots.startOf(10));
        assertThat(Account.of(5).hold("h", 1, SOON, "r").nextDue()).contains(SOON);
        assertThat(lot.expire()).isEqualTo(new Account(5, 0, 10, 0, new TreeMap<>(), List.of()));
    }

    @Test
    void only_ends_that_were_not_known_before_are_dues() {
        Account before = Account.of(5).plus(10, 10L);
        Account after = before.plus(5, 10L).plus(5, 11L).hold("h", 1, SOON, "r");
        assertThat(after.duesSince(before)).containsExactly(Lots.startOf(11), SOON);
        assertThat(after.duesSince(after)).isEmpty();
    }

    @Test
    void too_many_days_are_joined_so_that_nothing_ends_too_soon() {
        Account account = Account.of(0);
        for (long day = 1; day <= Account.MAX_LOTS + 50L; day++) {
            account = account.plus(2, day);
        }
        assertThat(account.lots()).hasSize(Account.MAX_LOTS);
        assertThat(account.lots().firstEntry()).isEqualTo(Map.entry(51L, 102L));
        assertThat(account.available()).isEqualTo(900);
        Hold hold = account.hold("h", 900, SOON, "r").held("h").orElseThrow();
        assertThat(hold.lots()).hasSize(Hold.MAX_LOTS);
        assertThat(hold.lots().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(900);
    }

    @Test
    void an_end_within_a_day_is_moved_to_the_next_midnight() {
        assertThat(Lots.dayOf(Lots.startOf(10))).isEqualTo(10);
        assertThat(Lots.dayOf(Lots.startOf(10).plusMillis(1))).isEqualTo(11);
        assertThat(Lots.dayOf(Lots.startOf(11).minusMillis(1))).isEqualTo(11);
    }

    @Test
    void the_balance_stops_at_the_bounds_of_a_long() {
        assertThat(Account.of(Long.MAX_VALUE).plus(5, null).available()).isEqualTo(Long.MAX_VALUE);
        assertThat(Account.of(Long.MIN_VALUE + 2).takeBack(5, null, true).available())
                .isEqualTo(Long.MIN_VALUE);
    }
}
