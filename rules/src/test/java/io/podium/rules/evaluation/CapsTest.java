package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.CapState;
import io.podium.schemas.outcome.PointsOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapsTest {

    private static final String RULE = """
            kind: earn_rule
            id: r
            event_type: e
            grant: { amount_attribute: n, ratio: 1 }
            cap: { amount: 100, period: %s }
            """;

    @Test
    void what_is_over_the_cap_is_not_granted_and_the_outcome_says_so() {
        Scenario scenario =
                Scenario.given(RULE.formatted("day")).when("e", "{\"n\": 70}").when("e", "{\"n\": 70}");
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.points()).isEqualTo(30);
            assertThat(outcome.notes()).containsExactly("cap_reached: 100 per day");
        });
        scenario.when("e", "{\"n\": 1}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::points)
                .containsExactly(0L);
        assertThat(scenario.state().lifetimePoints()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "day, 2026-04-30T23:59:59Z, 2026-05-01T00:00:00Z",
        "week, 2026-05-03T23:59:59Z, 2026-05-04T00:00:00Z",
        "month, 2026-05-31T23:59:59Z, 2026-06-01T00:00:00Z",
    })
    void a_cap_starts_anew_with_each_period_also_for_events_out_of_order(String period, String before, String after) {
        Scenario scenario = Scenario.given(RULE.formatted(period));
        scenario.when("e", "{\"n\": 100}", Instant.parse(after));
        scenario.when("e", "{\"n\": 60}", Instant.parse(before));
        scenario.when("e", "{\"n\": 60}", Instant.parse(before));
        assertThat(scenario.state().lifetimePoints()).isEqualTo(200);
    }

    @Test
    void a_cap_of_the_window_never_starts_anew() {
        Scenario scenario = Scenario.given(RULE.formatted("window"));
        scenario.when("e", "{\"n\": 60}", Instant.parse("2020-01-01T00:00:00Z"));
        scenario.when("e", "{\"n\": 60}", Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(scenario.state().lifetimePoints()).isEqualTo(100);
    }

    @Test
    void what_was_used_is_remembered_for_the_latest_periods_and_older_ones_grant_nothing() {
        Scenario scenario = Scenario.given(RULE.formatted("day"));
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        for (int day = 0; day < CapState.KEPT_PERIODS; day++) {
            scenario.when("e", "{\"n\": 1}", first.plus(Duration.ofDays(day)));
        }
        scenario.when("e", "{\"n\": 1}", first.minus(Duration.ofDays(1)));
        assertThat(scenario.outcomes(PointsOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.notes()).containsExactly("cap_period_too_old: day"));
        assertThat(scenario.state()
                        .cap("r", io.podium.rules.program.Cap.Every.DAY)
                        .used())
                .hasSize(CapState.KEPT_PERIODS);
    }

    @Test
    void within_an_exclusive_group_the_best_is_what_the_caps_leave() {
        Scenario scenario = Scenario.given(RULE.formatted("day") + "exclusive_group: g\n---\n"
                        + "{ kind: earn_rule, id: s, event_type: e, exclusive_group: g, grant: { amount: 50 } }")
                .when("e", "{\"n\": 80}")
                .when("e", "{\"n\": 80}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::ruleId)
                .containsExactly("s");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(130);
    }
}
