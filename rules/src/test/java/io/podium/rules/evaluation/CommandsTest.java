package io.podium.rules.evaluation;

import static io.podium.rules.evaluation.Scenario.NOW;
import static io.podium.rules.evaluation.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.account.Account;
import io.podium.schemas.command.Command;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final String TIERS = """
            kind: tiers
            id: ladder
            tiers: [{ id: gold, label: Gold, qualifying_lifetime_points: 100 }]
            """;

    private static Command grant(long amount) {
        return new Command.Grant(amount, "goodwill", null, null, true);
    }

    private static Command deduct(long amount) {
        return new Command.Deduct(amount, "voucher", "v1");
    }

    private static Command hold(long amount, Instant endsAt) {
        return new Command.Hold(amount, endsAt, "checkout", null);
    }

    @Test
    void a_grant_counts_for_the_balance_and_for_tiers() {
        Scenario scenario = given(TIERS).whenOrdered(grant(120));
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(PointsKind.GRANT);
            assertThat(line.points()).isEqualTo(120);
            assertThat(line.delta()).isEqualTo(120);
            assertThat(line.availablePoints()).isEqualTo(120);
            assertThat(line.reason()).isEqualTo("goodwill");
            assertThat(line.transactionId())
                    .isEqualTo(line.outcomeId())
                    .isEqualTo(scenario.transaction().transactionId());
        });
        assertThat(scenario.outcomes(TierOutcome.class)).hasSize(1);
        assertThat(scenario.state().lifetimePoints()).isEqualTo(120);
    }

    @Test
    void a_grant_may_leave_lifetime_points_and_tiers_alone() {
        Scenario scenario = given(TIERS).whenOrdered(new Command.Grant(120, "correction", null, null, false));
        assertThat(scenario.state().lifetimePoints()).isZero();
        assertThat(scenario.account().available()).isEqualTo(120);
        assertThat(scenario.outcomes(TierOutcome.class)).isEmpty();
    }

    @Test
    void a_deduction_is_done_as_a_whole_or_refused_as_a_whole() {
        Scenario scenario = given(TIERS).whenOrdered(grant(100)).whenOrdered(deduct(60));
        assertThat(scenario.transaction().delta()).isEqualTo(-60);
        assertThat(scenario.transaction().available()).isEqualTo(40);
        assertThat(scenario.state().lifetimePoints())
                .as("spending is no loss of merit")
                .isEqualTo(100);
        scenario.whenOrdered(deduct(41));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.INSUFFICIENT_POINTS);
        assertThat(scenario.transaction().refusal().required()).isEqualTo(41);
        assertThat(scenario.transaction().available()).isEqualTo(40);
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(line -> assertThat(line.notes())
                .containsExactly("insufficient_points: 40 available, 41 required"));
        scenario.whenOrdered(deduct(40));
        assertThat(scenario.account()).isEqualTo(new Account(0, 100, 0, 0, null, null));
    }

    @Test
    void a_hold_is_captured_in_part_and_the_rest_is_available_again() {
        Scenario scenario = given(TIERS).whenOrdered(grant(100)).whenOrdered(hold(70, NOW.plusSeconds(60)));
        String hold = scenario.lastId();
        assertThat(scenario.account().available()).isEqualTo(30);
        scenario.whenOrdered(deduct(31));
        assertThat(scenario.transaction().refusal()).isNotNull();
        scenario.whenOrdered(new Command.Capture(hold, 71L, "captured", null));
        assertThat(scenario.transaction().refusal()).isEqualTo(new Refusal(RefusalCode.HOLD_TOO_SMALL, 71L, 70L));
        scenario.whenOrdered(new Command.Capture(hold, 50L, "captured", null));
        assertThat(scenario.account()).isEqualTo(new Account(50, 50, 0, 0, null, null));
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::kind, PointsOutcome::delta)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(PointsKind.HOLD, 70L),
                        org.assertj.core.groups.Tuple.tuple(PointsKind.DEDUCT, -50L));
        assertThat(scenario.transaction().delta()).isEqualTo(20);
        scenario.whenOrdered(new Command.Capture(hold, null, "captured", null));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.UNKNOWN_HOLD);
    }

    @Test
    void a_hold_is_released_by_order_or_by_time() {
        Scenario scenario = given(TIERS).whenOrdered(grant(100)).whenOrdered(hold(70, NOW.plusSeconds(60)));
        String first = scenario.lastId();
        scenario.whenOrdered(new Command.Release(first, "released", null));
        assertThat(scenario.account()).isEqualTo(Account.of(100));
        scenario.whenOrdered(hold(70, NOW.plusSeconds(60)));
        scenario.whenOrdered(deduct(100), NOW.plusSeconds(59));
        assertThat(scenario.transaction().refusal()).isNotNull();
        scenario.whenOrdered(deduct(100), NOW.plusSeconds(60));
        assertThat(scenario.transaction().refusal())
                .as("the hold has ended by itself")
                .isNull();
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::delta)
                .containsExactly(70L, -100L);
    }

    @Test
    void a_hold_whose_end_has_passed_and_one_too_many_are_refused() {
        Scenario scenario = given(TIERS).whenOrdered(grant(100)).whenOrdered(hold(1, NOW));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.HOLD_OVER);
        for (int i = 0; i < Account.MAX_HOLDS; i++) {
            scenario.whenOrdered(hold(1, NOW.plusSeconds(60)));
            assertThat(scenario.transaction().refusal()).isNull();
        }
        scenario.whenOrdered(hold(1, NOW.plusSeconds(60)));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.TOO_MANY_HOLDS);
    }

    @Test
    void granted_points_expire_at_the_midnight_after_their_end_whoever_looks_first() {
        Instant end = NOW.plus(Duration.ofDays(2));
        Command expiring = new Command.Grant(50, "campaign", null, end, true);
        Instant midnight = Instant.parse("2026-05-03T00:00:00Z");
        Scenario byEvent = given(TIERS).whenOrdered(expiring).whenOrdered(deduct(50), midnight);
        assertThat(byEvent.transaction().refusal().code()).isEqualTo(RefusalCode.INSUFFICIENT_POINTS);
        Scenario byTime = given(TIERS).whenOrdered(expiring).untilTime(midnight.plusSeconds(7));
        assertThat(byTime.account()).isEqualTo(new Account(0, 0, 50, 0, null, null));
        assertThat(byTime.lastId()).isEqualTo(byEvent.ledger().entries().get(1).eventId());
        assertThat(given(TIERS)
                        .whenOrdered(expiring)
                        .untilTime(midnight.minusMillis(1))
                        .account()
                        .available())
                .isEqualTo(50);
    }
}
