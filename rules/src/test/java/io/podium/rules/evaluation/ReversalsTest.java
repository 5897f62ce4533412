package io.podium.rules.evaluation;

import static io.podium.rules.evaluation.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.account.Account;
import io.podium.schemas.command.Command;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.Part;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReversalsTest {

    private static final String SHOP = """
            kind: earn_rule
            id: purchase
            event_type: purchase
            grant: { amount_attribute: amount, ratio: 1 }
            cap: { amount: 1000, period: day }
            ---
            kind: challenge
            id: month
            title: A month of shopping
            objectives:
              - { id: orders, label: Orders, event_type: purchase, evaluator: count, target: 10 }
              - { id: sum, label: Sum, event_type: purchase, evaluator: sum, attribute: amount, target: 10000 }
              - { id: brands, label: Brands, event_type: purchase, evaluator: distinct, attribute: brand, target: 10 }
              - { id: days, label: Days, event_type: purchase, evaluator: streak, target: 10 }
              - id: first
                label: First
                event_type: purchase
                evaluator: completion
                reward: { type: badge, id: first_order }
            ---
            kind: badge
            id: first_order
            label: First order
            ---
            kind: contest
            id: race
            title: Race
            starts_at: 2026-04-01T00:00:00Z
            ends_at: 2026-06-01T00:00:00Z
            scoring: { event_type: purchase, method: cumulative, score_attribute: amount }
            ---
            kind: contest
            id: top
            title: Top order
            starts_at: 2026-04-01T00:00:00Z
            ends_at: 2026-06-01T00:00:00Z
            scoring: { event_type: purchase, method: best, score_attribute: amount }
            """;

    private static Command reverse(String key, String ratio) {
        return new Command.Reverse(key, new BigDecimal(ratio), "refund", null);
    }

    private static Scenario ordered() {
        return given(SHOP)
                .whenKeyed("o1", "purchase", "{\"amount\": 101, \"brand\": \"a\"}")
                .whenKeyed("o2", "purchase", "{\"amount\": 50, \"brand\": \"b\"}");
    }

    private static List<String> texts(List<Part> parts) {
        return parts.stream()
                .map(part -> part.kind() + " " + part.id() + " " + part.amount() + " " + part.reason())
                .toList();
    }

    @Test
    void what_an_event_gave_is_taken_back_and_what_stays_is_named() {
        Scenario scenario = ordered().whenOrdered(reverse("o2", "1"));
        PointsTransaction.Reversal reversal = scenario.transaction().reversal();
        assertThat(scenario.transaction().delta()).isEqualTo(-50);
        assertThat(scenario.account()).isEqualTo(Account.of(101));
        assertThat(scenario.state().lifetimePoints()).isEqualTo(101);
        assertThat(texts(reversal.reversed()))
                .containsExactly(
                        "points purchase 50 null",
                        "cap purchase 50 null",
                        "objective month/orders 1 null",
                        "objective month/sum 50 null",
                        "objective month/brands 1 null",
                        "contest race 50 null");
        assertThat(texts(reversal.notReversed()))
                .containsExactly("objective month/days 0 days_stay", "contest top 50 best_stays");
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .extracting(
                        ChallengeOutcome::objectiveId,
                        outcome -> outcome.from().toPlainString(),
                        outcome -> outcome.to().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("orders", "2", "1"),
                        org.assertj.core.groups.Tuple.tuple("sum", "151", "101"),
                        org.assertj.core.groups.Tuple.tuple("brands", "2", "1"));
        assertThat(scenario.evaluation().contestScores()).singleElement().satisfies(score -> assertThat(score.score())
                .isEqualByComparingTo("-50"));
        assertThat(scenario.state()
                        .cap("purchase", io.podium.rules.program.Cap.Every.DAY)
                        .used())
                .containsValue(101L);
    }

    @Test
    void badges_and_completed_objectives_stay() {
        Scenario scenario = ordered().whenOrdered(reverse("o1", "1"));
        assertThat(texts(scenario.transaction().reversal().notReversed()))
                .contains(
                        "objective month/first 1 completed",
                        "badge first_order null stays",
                        "objective month/first null stays");
        assertThat(scenario.state().badges()).containsExactly("first_order");
    }

    @Test
    void parts_add_up_to_the_whole_without_a_remainder_of_rounding() {
        Scenario scenario = ordered();
        long before = scenario.account().available();
        scenario.whenOrdered(reverse("o1", "0.33"));
        assertThat(scenario.transaction().delta()).isEqualTo(-33);
        assertThat(texts(scenario.transaction().reversal().notReversed()))
                .contains("objective month/orders 1 only_as_a_whole");
        scenario.whenOrdered(reverse("o1", "0.33"));
        assertThat(scenario.transaction().delta()).isEqualTo(-33);
        assertThat(scenario.transaction().reversal().ratio()).isEqualTo("0.66");
        scenario.whenOrdered(reverse("o1", "1"));
        assertThat(scenario.transaction().delta()).isEqualTo(-35);
        assertThat(scenario.account().available()).isEqualTo(before - 101);
        assertThat(scenario.state().challenge("month").objective("sum").progress())
                .isEqualByComparingTo("50");
        assertThat(scenario.state().challenge("month").objective("orders").progress())
                .isEqualByComparingTo("1");
    }

    @Test
    void a_second_reversal_of_the_whole_does_nothing_and_says_so() {
        Scenario scenario = ordered().whenOrdered(reverse("o1", "1")).whenOrdered(reverse("o1", "1"));
        assertThat(scenario.transaction().reversal().repeated()).isTrue();
        assertThat(scenario.transaction().delta()).isZero();
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.outcomes(PointsOutcome.class))
                .singleElement()
                .satisfies(line -> assertThat(line.notes().get(0)).startsWith("already_reversed: evt_"));
    }

    @Test
    void what_was_spent_already_is_owed_and_paid_by_what_comes_next() {
        Scenario scenario =
                ordered().whenOrdered(new Command.Deduct(120, "voucher", null)).whenOrdered(reverse("o1", "1"));
        assertThat(scenario.account().available()).isZero();
        assertThat(scenario.account().owed()).isEqualTo(70);
        assertThat(scenario.outcomes(PointsOutcome.class).get(0).notes()).contains("owed: 70");
        scenario.whenKeyed("o3", "purchase", "{\"amount\": 100, \"brand\": \"a\"}");
        PointsOutcome earned = scenario.outcomes(PointsOutcome.class).get(0);
        assertThat(earned.points()).isEqualTo(100);
        assertThat(earned.delta()).isEqualTo(30);
        assertThat(earned.notes()).contains("owed_paid: 70");
        assertThat(scenario.account().owed()).isZero();
    }

    @Test
    void a_tenant_may_let_balances_go_below_zero() {
        Scenario scenario = given(SHOP + "---\nkind: account\nid: main\nallow_negative: true\n")
                .whenKeyed("o1", "purchase", "{\"amount\": 100, \"brand\": \"a\"}")
                .whenOrdered(new Command.Deduct(80, "voucher", null))
                .whenOrdered(reverse("o1", "1"));
        assertThat(scenario.account().available()).isEqualTo(-80);
        assertThat(scenario.account().owed()).isZero();
    }

    @Test
    void a_value_that_another_event_brought_too_stays_until_that_one_goes() {
        Scenario scenario = given(SHOP)
                .whenKeyed("o1", "purchase", "{\"amount\": 1, \"brand\": \"a\"}")
                .whenKeyed("o2", "purchase", "{\"amount\": 1, \"brand\": \"a\"}")
                .whenOrdered(reverse("o1", "1"));
        assertThat(texts(scenario.transaction().reversal().notReversed()))
                .contains("objective month/brands 1 value_of_another_event");
        assertThat(scenario.state().challenge("month").objective("brands").progress())
                .isEqualByComparingTo("1");
        scenario.whenOrdered(reverse("o2", "1"));
        assertThat(scenario.state().challenge("month").objective("brands").progress())
                .isEqualByComparingTo("0");
    }

    @Test
    void an_event_can_take_another_one_back_and_be_worth_something_itself() {
        Scenario scenario = ordered().whenReversing("o1", "purchase", "{\"amount\": 7, \"brand\": \"c\"}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::delta)
                .containsExactly(-101L, 7L);
        assertThat(scenario.account().available()).isEqualTo(57);
        assertThat(scenario.transaction().delta()).isEqualTo(-101);
        assertThat(scenario.evaluation().results().pointsGranted()).isEqualTo(7);
    }

    @Test
    void what_the_ledger_does_not_know_is_refused() {
        Scenario scenario = ordered().whenOrdered(reverse("nothing", "1"));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.UNKNOWN_EVENT);
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(line -> assertThat(line.notes())
                .containsExactly("unknown_event: nothing"));
    }

    @Test
    void a_deduction_can_be_taken_back() {
        Scenario scenario = ordered().whenOrdered(new Command.Deduct(100, "voucher", null));
        scenario.whenOrdered(reverse(scenario.lastId(), "1"));
        assertThat(scenario.account()).isEqualTo(Account.of(151));
    }

    @Test
    void the_sum_of_all_lines_is_the_balance() {
        Scenario scenario = ordered()
                .whenOrdered(new Command.Grant(30, "g", null, Scenario.NOW.plusSeconds(90_000), false))
                .whenOrdered(new Command.Hold(60, Scenario.NOW.plusSeconds(60), "h", null))
                .whenOrdered(reverse("o1", "0.5"))
                .whenOrdered(new Command.Deduct(20, "d", null))
                .whenOrdered(reverse("o2", "1"))
                .untilTime(Scenario.NOW.plusSeconds(400_000));
        long sum = scenario.ledger().entries().stream()
                .flatMap(entry -> entry.parts().lines().stream())
                .mapToLong(line -> line.delta())
                .sum();
        assertThat(scenario.account().available()).isEqualTo(sum);
        Account account = scenario.account();
        assertThat(account.available())
                .isEqualTo(
                        scenario.state().lifetimePoints() + 30 - account.spent() - account.expired() + account.owed());
    }
}
