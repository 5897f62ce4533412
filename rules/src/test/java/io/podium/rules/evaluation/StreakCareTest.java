package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.period.FreeDays;
import io.podium.rules.program.StateSize;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Freezes that are granted, bought and spent by hand; streaks that are restored. Day 1 is 2026-05-01. */
class StreakCareTest {

    private static final String RULE = """
            { kind: streak, id: lessons, label: Lessons, period: day, qualifying_event: lesson }
            """;

    private final Scenario scenario = Scenario.given(RULE);

    private static Instant day(int number) {
        return Instant.parse("2026-05-01T10:00:00Z").plus(Duration.ofDays(number - 1L));
    }

    private static LocalDate date(int number) {
        return LocalDate.of(2026, 5, number);
    }

    private void lessons(int... days) {
        for (int number : days) {
            scenario.when("lesson", "{}", day(number), day(number));
        }
    }

    private void order(Command command, int number) {
        scenario.whenOrdered(command, day(number));
    }

    private static PersonCommand.GrantFreezes freezes(int count, Long price) {
        return new PersonCommand.GrantFreezes("lessons", count, price, "gift");
    }

    private StreakState streak() {
        return scenario.state().streaks().get("lessons");
    }

    @ParameterizedTest(name = "{0} freezes, next lesson on day {1}")
    @CsvSource({"1, 3, 0, 3", "2, 3, 1, 3", "1, 4, 1, 1", "2, 4, 0, 3", "5, 2, 5, 3", "3, 20, 3, 1"})
    void freezes_of_the_stock_save_what_was_missed_if_they_can_save_all_of_it(
            int granted, int next, int left, int length) {
        scenario.when("lesson", "{}", day(0), day(0));
        lessons(1);
        order(freezes(granted, null), 1);
        lessons(next);
        assertThat(streak().stock()).isEqualTo(left);
        assertThat(streak().length()).isEqualTo(length);
        assertThat(scenario.outcomes(StreakOutcome.class)).last().satisfies(outcome -> assertThat(outcome.freezes())
                .isEqualByComparingTo(Integer.toString(left)));
    }

    @Test
    void earned_freezes_go_first_and_a_late_action_gives_none_back() {
        Scenario earning =
                Scenario.given(RULE.replace("qualifying", "freeze_allowance: { per_period: 1, max: 1 }, qualifying"));
        earning.when("lesson", "{}", day(1), day(1))
                .whenOrdered(freezes(1, null), day(1))
                .when("lesson", "{}", day(4), day(4));
        assertThat(earning.state().streaks().get("lessons").length()).isEqualTo(2);
        assertThat(earning.state().streaks().get("lessons").stock()).isZero();
        earning.when("lesson", "{}", day(2), day(4));
        assertThat(earning.state().streaks().get("lessons").length()).isEqualTo(3);
        assertThat(earning.state().streaks().get("lessons").stock()).isZero();
    }

    @Test
    void a_freeze_that_is_bought_is_a_deduction_with_the_same_answer() {
        order(new Command.Grant(100, "welcome", null, null, true), 1);
        order(freezes(2, 60L), 1);
        assertThat(scenario.transaction().delta()).isEqualTo(-60);
        assertThat(scenario.transaction().available()).isEqualTo(40);
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(line -> assertThat(
                        line.outcomeId())
                .isEqualTo(scenario.transaction().transactionId()));
        assertThat(streak().stock()).isEqualTo(2);
        order(freezes(2, 60L), 1);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.INSUFFICIENT_POINTS);
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> assertThat(
                        outcome.notes())
                .containsExactly("insufficient_points: 40 available, 60 required"));
        assertThat(streak().stock()).isEqualTo(2);
    }

    @Test
    void a_freeze_spent_by_hand_saves_a_day_that_was_missed_and_no_other() {
        lessons(1, 3);
        assertThat(streak().length()).isEqualTo(1);
        order(new PersonCommand.SpendFreeze("lessons", date(2), "r"), 3);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.NO_FREEZES);
        order(freezes(2, null), 3);
        order(new PersonCommand.SpendFreeze("lessons", LocalDate.of(2026, 4, 30), "before it began"), 3);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.NOTHING_MISSED);
        order(new PersonCommand.SpendFreeze("lessons", date(4), "in the future"), 3);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.NOTHING_MISSED);
        order(new PersonCommand.SpendFreeze("lessons", date(1), "r"), 3);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.NOTHING_MISSED);
        order(new PersonCommand.SpendFreeze("lessons", date(2), "r"), 3);
        assertThat(streak().length()).isEqualTo(2);
        assertThat(streak().stock()).isEqualTo(1);
        order(new PersonCommand.SpendFreeze("lessons", date(2), "r"), 3);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.NOTHING_MISSED);
    }

    @Test
    void a_restored_streak_goes_on_and_another_streak_does_not() {
        lessons(1, 2, 5);
        order(new PersonCommand.RestoreStreak("lessons", date(3), date(4), "our fault"), 5);
        assertThat(scenario.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.from()).isEqualTo(1);
            assertThat(outcome.to()).isEqualTo(3);
        });
        assertThat(scenario.state().freeDays().ranges()).isEmpty();
        lessons(6);
        assertThat(streak().length()).isEqualTo(4);
        order(new PersonCommand.RestoreStreak("unknown", date(3), date(4), "our fault"), 6);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.UNKNOWN_STREAK);
    }

    @Test
    void the_stock_has_a_bound() {
        order(freezes(PersonCommand.MAX_FREEZES, null), 1);
        order(freezes(1, null), 1);
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.TOO_MANY_FREEZES);
        assertThat(streak().stock()).isEqualTo(PersonCommand.MAX_FREEZES);
    }

    @Test
    void years_of_pauses_cost_no_more_than_their_number() {
        PersonCommand.Pause[] pauses = new PersonCommand.Pause[FreeDays.MAX_RANGES];
        for (int i = 0; i < pauses.length; i++) {
            LocalDate from = LocalDate.of(2026, 6, 1).plusDays(368L * i);
            pauses[i] = new PersonCommand.Pause(from, from.plusDays(365), "r");
            order(pauses[i], 1);
        }
        scenario.when("lesson", "{}", day(31), day(31));
        long last = pauses[pauses.length - 1].to().toEpochDay() + 1;
        StreakTerms terms =
                StreakTerms.PLAIN_DAYS.in(ZoneOffset.UTC, null, scenario.state().freeDays());
        Instant at = LocalDate.ofEpochDay(last).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(streak().isActive(at, terms))
                .as("two days between pauses are missed")
                .isFalse();
        assertThat(scenario.state().freeDays().ranges()).hasSize(FreeDays.MAX_RANGES);
    }

    @Test
    void what_no_more_fits_is_refused_and_forgets_nothing() {
        lessons(1, 3);
        for (int i = 0; i < FreeDays.MAX_RANGES; i++) {
            LocalDate day = LocalDate.of(2027, 1, 1).plusDays(2L * i);
            order(new PersonCommand.Pause(day, day, "r"), 3);
            order(new PersonCommand.RestoreStreak("lessons", day, day, "r"), 3);
        }
        order(freezes(1, null), 3);
        for (Command command : List.of(
                new PersonCommand.Pause(date(2), date(2), "r"),
                new PersonCommand.RestoreStreak("lessons", date(2), date(2), "r"),
                new PersonCommand.SpendFreeze("lessons", date(2), "r"))) {
            order(command, 3);
            assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.TOO_MANY_FREE_DAYS);
            assertThat(scenario.evaluation().changes()).isEmpty();
        }
        assertThat(streak().stock()).isEqualTo(1);
    }

    @Test
    void a_milestone_that_a_repair_reaches_is_rewarded_at_once_and_once() {
        Scenario paid = Scenario.given(RULE.replace(
                "qualifying",
                "milestones: [{ days: 3, reward: { type: points, value: 30 } }, { days: 2, again: each_run,"
                        + " reward: { type: points, value: 7 } }], qualifying"));
        for (int number : new int[] {1, 2, 4}) {
            paid.when("lesson", "{}", day(number), day(number));
        }
        assertThat(paid.state().lifetimePoints()).isEqualTo(7);
        PersonCommand.RestoreStreak repair = new PersonCommand.RestoreStreak("lessons", date(3), date(3), "ours");
        paid.whenOrdered(repair, day(4));
        assertThat(paid.state().lifetimePoints())
                .as("the row of two was paid before")
                .isEqualTo(37);
        paid.whenOrdered(repair, day(4)).when("lesson", "{}", day(9), day(9)).when("lesson", "{}", day(5), day(9));
        assertThat(paid.state().lifetimePoints()).isEqualTo(37);
    }

    @Test
    void to_take_back_a_purchase_returns_no_points() {
        order(new Command.Grant(100, "welcome", null, null, true), 1);
        order(freezes(2, 60L), 1);
        String purchase = scenario.evaluation().ledger().get(0).eventId();
        order(new Command.Reverse(purchase, BigDecimal.ONE, "refund", null), 1);
        assertThat(scenario.account().available()).isEqualTo(40);
        assertThat(scenario.transaction().reversal().notReversed())
                .anySatisfy(part -> assertThat(part.reason()).isEqualTo("freezes_stay"));
    }

    @Test
    void repairs_of_many_streaks_stay_within_what_is_kept_of_a_participant() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            rules.append(i == 0 ? "" : "---\n").append(RULE.replace("id: lessons", "id: lessons" + i));
        }
        Scenario many = Scenario.given(rules.toString());
        boolean full = false;
        for (int i = 0; i < 60 && !full; i++) {
            for (int day = 0; day < FreeDays.MAX_RANGES; day++) {
                LocalDate date = LocalDate.of(2027, 1, 1).plusDays(2L * day);
                many.whenOrdered(new PersonCommand.RestoreStreak("lessons" + i, date, date, "r"), day(1));
                full |= many.transaction().refusal() != null
                        && many.transaction().refusal().code() == RefusalCode.STATE_FULL;
            }
        }
        assertThat(full).isTrue();
        assertThat(StateGrowth.size(many.state())).isLessThanOrEqualTo(StateSize.MAX_STATE_BYTES);
    }

    @Test
    void a_streak_that_a_granted_freeze_would_save_is_active() {
        lessons(1, 2);
        order(freezes(1, null), 2);
        assertThat(streak().isActive(day(4), StreakTerms.PLAIN_DAYS)).isTrue();
        assertThat(streak().isActive(day(5), StreakTerms.PLAIN_DAYS)).isFalse();
    }

    @Test
    void what_is_free_for_all_and_what_is_saved_of_one_streak_count_together_however_many_they_are() {
        lessons(1, 3);
        order(new PersonCommand.RestoreStreak("lessons", date(2), date(2), "r"), 3);
        for (int i = 0; i < FreeDays.MAX_RANGES; i++) {
            LocalDate day = LocalDate.of(2027, 1, 1).plusDays(2L * i);
            order(new PersonCommand.Pause(day, day, "r"), 3);
        }
        assertThat(streak().length()).isEqualTo(2);
        lessons(4);
        assertThat(streak().length()).isEqualTo(3);
    }
}
