package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void who_loses_in_an_exclusive_group_is_reported_to_whom() {
        Scenario scenario = Scenario.given("""
                { kind: earn_rule, id: a, event_type: e, grant: { amount: 10 }, exclusive_group: g }
                ---
                { kind: earn_rule, id: b, event_type: e, grant: { amount: 50 }, exclusive_group: g }
                ---
                { kind: earn_rule, id: c, event_type: e, grant: { amount_attribute: n, ratio: 1 }, exclusive_group: g }
                """);
        assertThat(texts(scenario, "e", "{}"))
                .containsExactly(
                        "of the exclusive group g only one rule counts: b, which gives 50",
                        "50 points",
                        "of the exclusive group g only one rule counts: b, which gives 50");
    }

    @Test
    void what_is_banked_or_outside_is_reported_as_such() {
        Scenario scenario = Scenario.given("""
                kind: challenge
                id: c
                title: C
                objectives:
                  - { id: a, label: A, evaluator: completion, event_type: x }
                  - { id: b, label: B, evaluator: completion, event_type: e, prerequisite_objective_ids: [a] }
                ---
                kind: challenge
                id: d
                title: D
                enrolment: explicit
                objectives: [ { id: o, label: O, evaluator: completion, event_type: e } ]
                """);
        assertThat(texts(scenario, "e", "{}"))
                .containsExactly(
                        "it is banked until these are completed, or a step towards one of them: a",
                        "the participant is not enrolled");
    }

    private static List<String> texts(Scenario scenario, String eventType, String attributes) {
        return scenario.explain(eventType, attributes).stream()
                .map(Explanation.Reason::text)
                .toList();
    }
}
