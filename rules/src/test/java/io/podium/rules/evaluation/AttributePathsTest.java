package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.PointsOutcome;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Nested attributes, texts that are numbers, and decimals as floating point prints them. */
class AttributePathsTest {

    private static final String NESTED = """
            kind: event_type
            id: charge
            attributes: { data.object.amount: { type: number, coerce: true }, "a.b": any }
            ---
            kind: earn_rule
            id: r
            event_type: charge
            match: { attributes: { data.kind: [sale, 7] } }
            when: attributes.data.object.amount > 1.0
            grant: { amount_attribute: data.object.amount, ratio: 1 }
            """;

    @Test
    void a_path_leads_into_nested_attributes_and_texts_are_numbers_where_the_catalogue_says_so() {
        Scenario scenario = Scenario.given(NESTED)
                .when("charge", "{\"data\": {\"kind\": \"sale\", \"object\": {\"amount\": \"403.00\"}}}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(403);
        scenario.when("charge", "{\"data\": {\"kind\": 7.0, \"object\": {\"amount\": 2}}}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(405);
        scenario.when("charge", "{\"data\": {\"kind\": \"loan\", \"object\": {\"amount\": 2}}}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(405);
    }

    @Test
    void an_attribute_of_exactly_the_name_wins() {
        Scenario scenario = Scenario.given(
                        "{ kind: earn_rule, id: r, event_type: e, grant: { amount_attribute: a.b, ratio: 1 } }")
                .when("e", "{\"a\": {\"b\": 1}, \"a.b\": 10}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(10);
        scenario.when("e", "{\"a\": 5}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.notes()).containsExactly("attribute_missing: a.b"));
    }

    @Test
    void a_score_keeps_nine_digits() {
        Scenario scenario = Scenario.given("""
                        kind: contest
                        id: km
                        title: K
                        starts_at: "2026-01-01T00:00:00Z"
                        ends_at: "2027-01-01T00:00:00Z"
                        scoring: { event_type: km, score_attribute: km, method: cumulative }
                        """).when("km", "{\"km\": 3.3000000000000003}");
        BigDecimal first = scenario.evaluation().contestScores().get(0).score();
        scenario.when("km", "{\"km\": 10.012345678901234}");
        assertThat(first.add(scenario.evaluation().contestScores().get(0).score()))
                .isEqualByComparingTo("13.312345679");
    }
}
