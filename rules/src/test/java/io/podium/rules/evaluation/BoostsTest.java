package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.PointsOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Multiples of what a rule gives. */
class BoostsTest {

    private static final String RULE = """
            { kind: earn_rule, id: r, event_type: e, grant: { amount_attribute: n, ratio: 1 }, multiplier: %s }
            """;

    private static String given(String multiplier, String attributes, Instant at) {
        PointsOutcome outcome = Scenario.given(RULE.formatted(multiplier))
                .when("e", attributes, at, at)
                .outcomes(PointsOutcome.class)
                .get(0);
        return outcome.points() + " " + outcome.notes();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T23:59:59.999Z, 3 []",
        "2026-05-02T00:00:00Z, 7 [boosted: 2.5]",
        "2026-05-03T23:59:59.999Z, 7 [boosted: 2.5]",
        "2026-05-04T00:00:00Z, 3 []"
    })
    void hold_from_their_start_until_before_their_end(String at, String expected) {
        assertThat(given(
                        "{ factor: 2.50, starts_at: '2026-05-02T00:00:00Z', ends_at: '2026-05-04T00:00:00Z' }",
                        "{\"n\": 3}",
                        Instant.parse(at)))
                .isEqualTo(expected);
    }

    @Test
    void hold_for_events_of_a_kind() {
        String vip = "{ factor: 2, when: 'attributes.vip' }";
        assertThat(given(vip, "{\"n\": 3, \"vip\": true}", Scenario.NOW)).isEqualTo("6 [boosted: 2]");
        assertThat(given(vip, "{\"n\": 3, \"vip\": false}", Scenario.NOW)).isEqualTo("3 []");
        assertThat(given(vip, "{\"n\": 3}", Scenario.NOW)).isEqualTo("3 [when_failed: attribute_not_found]");
    }

    @Test
    void are_rounded_once_after_the_multiplication() {
        assertThat(given("{ factor: 1.5 }", "{\"n\": 1.9}", Scenario.NOW)).isEqualTo("2 [boosted: 1.5]");
        assertThat(given("{ factor: 0.5 }", "{\"n\": 1.9}", Scenario.NOW)).isEqualTo("0 [boosted: 0.5]");
    }

    @Test
    void end_at_the_most_that_a_rule_gives() {
        long most = EarnRules.MAX_GRANT;
        assertThat(given("{ factor: 1000 }", "{\"n\": " + most / 1_000 + "}", Scenario.NOW))
                .isEqualTo(most + " [boosted: 1000]");
        assertThat(given("{ factor: 1000 }", "{\"n\": " + (most / 1_000 + 1) + "}", Scenario.NOW))
                .isEqualTo(most + " [boosted: 1000, grant_limited: " + most + "]");
    }

    @Test
    void a_negative_amount_takes_at_the_most_as_much_as_a_rule_gives() {
        Scenario scenario = Scenario.given("""
                { kind: earn_rule, id: r, event_type: e,
                  grant: { amount_attribute: n, ratio: 1, allow_negative: true } }
                """).when("e", "{\"n\": -" + (EarnRules.MAX_GRANT + 1) + "}");
        assertThat(scenario.account().owed()).isEqualTo(EarnRules.MAX_GRANT);
        assertThat(scenario.outcomes(PointsOutcome.class).get(0).notes())
                .contains("grant_limited: " + EarnRules.MAX_GRANT, "owed: " + EarnRules.MAX_GRANT);
        scenario.when("e", "{\"n\": -0.5}");
        assertThat(scenario.account().owed())
                .as("rounded to the participant's disadvantage")
                .isEqualTo(EarnRules.MAX_GRANT + 1);
    }

    @Test
    void a_cap_counts_what_is_given_and_a_negative_amount_uses_none() {
        Scenario scenario = Scenario.given("""
                { kind: earn_rule, id: r, event_type: e, cap: { amount: 10, period: day },
                  grant: { amount_attribute: n, ratio: 1, allow_negative: true }, multiplier: { factor: 2 } }
                """)
                .when("e", "{\"n\": 4}")
                .when("e", "{\"n\": -3}")
                .when("e", "{\"n\": 1}");
        assertThat(scenario.account().available()).isEqualTo(8 - 6 + 2);
        scenario.when("e", "{\"n\": 1}");
        assertThat(scenario.outcomes(PointsOutcome.class).get(0).points()).isZero();
        assertThat(scenario.outcomes(PointsOutcome.class).get(0).notes())
                .containsExactly("boosted: 2", "cap_reached: 10 per day");
    }
}
