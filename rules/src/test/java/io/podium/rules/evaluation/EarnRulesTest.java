package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.PointsOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarnRulesTest {

    private static final String SCALED = """
            kind: earn_rule
            id: purchase_points
            event_type: purchase_completed
            grant: { amount_attribute: amount, ratio: 0.1 }
            """;

    @Test
    void a_fixed_amount_is_granted_for_each_event_of_the_type() {
        Scenario scenario = Scenario.given("""
                        kind: earn_rule
                        id: quiz_points
                        event_type: quiz_completed
                        grant: { amount: 50 }
                        """).when("quiz_completed", "{}").when("quiz_completed", "{}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(100);
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.outcomeId()).isEqualTo("evt_2:points:earn_rule:quiz_points:earn");
            assertThat(outcome.points()).isEqualTo(50);
            assertThat(outcome.lifetimePoints()).isEqualTo(100);
            assertThat(outcome.ruleId()).isEqualTo("quiz_points");
            assertThat(outcome.head().ruleVersion()).isEqualTo(Scenario.VERSION);
            assertThat(outcome.head().processedAt()).isEqualTo(Scenario.NOW);
        });
    }

    @Test
    void an_event_of_another_type_changes_nothing() {
        Scenario scenario = Scenario.given(SCALED).when("quiz_completed", "{\"amount\": 100}");
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.evaluation().outcomes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1250, 125",
        "9, 0",
        "10, 1",
        "19.99, 1",
        "0, 0",
        "0.1, 0",
        "1e3, 100",
        "999999999999999, 99999999999999",
        "1234.5600000000002, 123",
        "9.9999999999, 1",
        "9.9999999994, 0",
        "0.00000000000000000000000000000000000001, 0"
    })
    void points_by_amount_are_the_floor_of_amount_times_ratio(String amount, long points) {
        Scenario scenario = Scenario.given(SCALED).when("purchase_completed", "{\"amount\": " + amount + "}");
        assertThat(scenario.evaluation().results().pointsGranted()).isEqualTo(Math.min(points, EarnRules.MAX_GRANT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|attribute_missing: amount",
                "{\"amount\": null}|attribute_missing: amount",
                "{\"amount\": \"12\"}|attribute_not_numeric: amount",
                "{\"amount\": [1]}|attribute_not_numeric: amount",
                "{\"amount\": -1}|attribute_negative: amount",
                "{\"amount\": 1e15}|attribute_out_of_range: amount",
                "{\"amount\": 1e999999999}|attribute_out_of_range: amount",
                "{\"amount\": 1e-999999999}|attribute_out_of_range: amount",
            })
    void an_amount_that_can_not_be_used_grants_nothing_and_the_outcome_says_why(String attributes, String note) {
        Scenario scenario = Scenario.given(SCALED).when("purchase_completed", attributes);
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.points()).isZero();
            assertThat(outcome.notes()).containsExactly(note);
        });
        assertThat(scenario.evaluation().changes()).isEmpty();
    }

    @Test
    void all_matching_rules_add_up_but_in_an_exclusive_group_only_the_best_one_counts() {
        Scenario scenario = Scenario.given("""
                        { kind: earn_rule, id: a, event_type: e, grant: { amount: 1 } }
                        ---
                        { kind: earn_rule, id: b, event_type: e, exclusive_group: g, grant: { amount: 10 } }
                        ---
                        { kind: earn_rule, id: c, event_type: e, exclusive_group: g, grant: { amount_attribute: n, ratio: 1 } }
                        ---
                        { kind: earn_rule, id: d, event_type: e, exclusive_group: h, grant: { amount: 100 } }
                        """).when("e", "{\"n\": 11}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::ruleId)
                .containsExactly("a", "c", "d");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(112);
        scenario.when("e", "{\"n\": 10}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .as("of equals the first by id")
                .extracting(PointsOutcome::ruleId)
                .containsExactly("a", "b", "d");
    }

    @Test
    void match_asks_for_every_named_attribute_with_numbers_equal_by_value() {
        String rule = """
                kind: earn_rule
                id: r
                event_type: e
                match: { attributes: { currency: [INR, EUR], level: 2, online: true } }
                grant: { amount: 1 }
                """;
        assertThat(points(rule, "{\"currency\": \"EUR\", \"level\": 2.0, \"online\": true}"))
                .isEqualTo(1);
        assertThat(points(rule, "{\"currency\": \"USD\", \"level\": 2, \"online\": true}"))
                .isZero();
        assertThat(points(rule, "{\"currency\": \"EUR\", \"level\": \"2\", \"online\": true}"))
                .isZero();
        assertThat(points(rule, "{\"currency\": \"EUR\", \"level\": 2, \"online\": \"true\"}"))
                .isZero();
        assertThat(points(rule, "{\"currency\": \"EUR\", \"level\": 2}")).isZero();
    }

    private static long points(String rules, String attributes) {
        return Scenario.given(rules)
                .when("e", attributes)
                .evaluation()
                .results()
                .pointsGranted();
    }
}
