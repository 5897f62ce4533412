package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Every bound of a {@link Budget}, at the bound and one beyond it. */
class BudgetTest {

    @Test
    void a_condition_has_so_many_steps_and_no_more() {
        Budget budget = Spending.begun();
        budget.steps(Budget.CONDITION_STEPS - 1);
        budget.step();
        assertThatThrownBy(budget::step).hasMessage("budget_exceeded");
        Budget other = Spending.begun();
        other.steps(Budget.CONDITION_STEPS);
        assertThatThrownBy(() -> other.steps(1)).hasMessage("budget_exceeded");
    }

    @Test
    void the_conditions_of_an_event_share_theirs() {
        Budget budget = new Budget();
        spend(budget, 30_000);
        spend(budget, 50_000);
        spend(budget, 50_000);
        spend(budget, 50_000);
        budget.begin();
        assertThatCode(() -> budget.steps(20_000)).doesNotThrowAnyException();
        assertThatThrownBy(budget::step).hasMessage("budget_exceeded");
        budget.end();
        budget.begin();
        assertThatThrownBy(budget::step).hasMessage("budget_exceeded");
    }

    @Test
    void one_that_wanted_more_than_it_had_has_spent_what_it_had() {
        Budget budget = new Budget();
        for (int i = 0; i < 3; i++) {
            budget.begin();
            assertThatThrownBy(() -> budget.steps(1_000_000)).hasMessage("budget_exceeded");
            budget.end();
        }
        spend(budget, 50_000);
        budget.begin();
        assertThatThrownBy(budget::step).hasMessage("budget_exceeded");
    }

    private static void spend(Budget budget, long steps) {
        budget.begin();
        budget.steps(steps);
        budget.end();
    }

    @Test
    void a_text_takes_steps_and_bytes_by_its_length_and_has_a_longest() {
        assertThat(Spending.steps(budget -> budget.text(1_600))).isEqualTo(100);
        assertThat(Spending.bytes(budget -> budget.text(1_600))).isEqualTo(3_240);
        assertThatCode(() -> Spending.begun().text(Budget.MAX_TEXT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Spending.begun().text(Budget.MAX_TEXT + 1)).hasMessage("value_too_large");
    }

    @Test
    void a_list_takes_steps_and_bytes_by_what_is_added_and_has_a_longest() {
        assertThat(Spending.steps(budget -> budget.items(100, 200))).isEqualTo(50);
        assertThat(Spending.bytes(budget -> budget.items(100, 200))).isEqualTo(832);
        assertThatCode(() -> Spending.begun().items(0, Budget.MAX_ITEMS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Spending.begun().items(0, Budget.MAX_ITEMS + 1))
                .hasMessage("value_too_large");
    }

    @Test
    void bytes_are_a_condition_s_own() {
        Budget budget = Spending.withBytes(100);
        assertThatThrownBy(() -> budget.text(31)).hasMessage("budget_exceeded");
        budget.end();
        budget.begin();
        assertThatCode(() -> budget.text(10_000)).doesNotThrowAnyException();
    }

    @Test
    void looking_takes_a_step_for_sixteen_characters() {
        assertThat(Spending.steps(budget -> budget.scan(1_600))).isEqualTo(100);
        assertThat(Spending.steps(budget -> budget.scan(15))).isZero();
    }
}
