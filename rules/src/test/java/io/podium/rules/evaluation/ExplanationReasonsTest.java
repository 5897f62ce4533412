package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.command.PersonCommand;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every reason that somebody who asks can be given, word by word. */
class ExplanationReasonsTest {

    private static List<String> reasons(Scenario scenario, String eventType, String attributes) {
        return scenario.explain(eventType, attributes).stream()
                .map(reason -> reason.kind().wireName() + " " + reason.id() + ": " + reason.text())
                .toList();
    }

    private static String reason(String rule, String attributes) {
        List<String> all = reasons(Scenario.given(rule), "e", attributes);
        assertThat(all).hasSize(1);
        return all.get(0).substring(all.get(0).indexOf(": ") + 2);
    }

    @Test
    void of_a_rule_that_gives_points() {
        String rule = "{ kind: earn_rule, id: r, event_type: e, %s grant: { amount: 5 } }";
        assertThat(reason(rule.formatted(""), "{}")).isEqualTo("5 points");
        assertThat(reason(rule.formatted("cap: { amount: 3, period: day },"), "{}"))
                .isEqualTo("3 points (cap_reached: 3 per day)");
        assertThat(reason(rule.formatted("match: { attributes: { n: 1 } },"), "{\"n\": 2}"))
                .isEqualTo("match is not met: the attributes are {\"n\":2}");
        assertThat(reason(rule.formatted("when: 'attributes.n > 1',"), "{\"n\": 1}"))
                .isEqualTo("when does not hold: attributes.n > 1");
        assertThat(reason(rule.formatted("when: 'attributes.n > 1',"), "{}"))
                .isEqualTo("0 points (when_failed: attribute_not_found)");
    }

    @Test
    void the_loser_is_shown_its_own_group_alone() {
        Scenario scenario = Scenario.given("""
                { kind: earn_rule, id: a, event_type: e, grant: { amount: 1 }, exclusive_group: g }
                ---
                { kind: earn_rule, id: b, event_type: e, grant: { amount: 9 }, exclusive_group: h }
                ---
                { kind: earn_rule, id: c, event_type: e, grant: { amount: 5 }, exclusive_group: g }
                ---
                { kind: earn_rule, id: d, event_type: e, grant: { amount: 7 } }
                """);
        assertThat(reasons(scenario, "e", "{}"))
                .containsExactly(
                        "earn_rule a: of the exclusive group g only one rule counts: c, which gives 5",
                        "earn_rule b: 9 points",
                        "earn_rule c: 5 points",
                        "earn_rule d: 7 points");
    }

    @Test
    void of_a_streak() {
        Scenario scenario = Scenario.given("{ kind: streak, id: s, label: S, period: day, qualifying_event: e }");
        assertThat(reasons(scenario, "e", "{}")).containsExactly("streak s: length 0 -> 1");
        scenario.when("e", "{}");
        assertThat(reasons(scenario, "e", "{}")).containsExactly("streak s: its period is counted already");
        assertThat(reasons(scenario, "f", "{}")).isEmpty();
    }

    @Test
    void of_a_challenge() {
        Scenario scenario = Scenario.given("""
                kind: challenge
                id: c
                title: C
                objectives:
                  - { id: a, label: A, evaluator: count, event_type: e, target: 2 }
                  - { id: b, label: B, evaluator: distinct, attribute: n, event_type: f, target: 2 }
                  - { id: d, label: D, evaluator: count, event_type: g, target: 1, prerequisite_objective_ids: [a],
                      match: { attributes: { n: 1 } } }
                """);
        assertThat(reasons(scenario, "e", "{}")).containsExactly("challenge c/a: 0 -> 1 of 2");
        assertThat(reasons(scenario, "f", "{}")).containsExactly("challenge c/b: 0 -> 0 of 2 (attribute_missing: n)");
        assertThat(reasons(scenario, "g", "{\"n\": 1}"))
                .containsExactly(
                        "challenge c/d: it is banked until these are completed, or a step towards one of them: a");
        assertThat(reasons(scenario, "g", "{\"n\": 2}"))
                .containsExactly("challenge c/d: match is not met: the attributes are {\"n\":2}");
        scenario.when("f", "{\"n\": 1}");
        assertThat(reasons(scenario, "f", "{\"n\": 1}"))
                .containsExactly("challenge c/b: it adds nothing to the objective");
        scenario.when("e", "{}").when("e", "{}");
        assertThat(reasons(scenario, "e", "{}")).containsExactly("challenge c/a: the objective is completed already");
        assertThat(reasons(scenario, "g", "{\"n\": 1}")).containsExactly("challenge c/d: 0 -> 1 of 1");
        scenario.when("g", "{\"n\": 1}").when("f", "{\"n\": 2}");
        assertThat(reasons(scenario, "e", "{}")).containsExactly("challenge c/a: the challenge is completed already");
    }

    @Test
    void of_a_challenge_that_is_not_open_or_whose_window_is_over() {
        String challenge = "{ kind: challenge, id: c, title: C, %s, objectives:"
                + " [{ id: a, label: A, evaluator: count, event_type: e, target: 9 }] }";
        assertThat(reason(challenge.formatted("starts_at: '2027-01-01T00:00:00Z'"), "{}"))
                .isEqualTo("the challenge is not open at 2026-04-30T10:42:00Z");
        Scenario scenario = Scenario.given(challenge.formatted("window_days: 2, repeat: never"));
        Instant early = Scenario.NOW.minusSeconds(5 * 86_400);
        scenario.when("e", "{}", early, early);
        assertThat(reasons(scenario, "e", "{}"))
                .containsExactly("challenge c/a: it lies outside of the participation that began at " + early);
    }

    @Test
    void of_a_contest() {
        String contest = "{ kind: contest, id: k, title: K, starts_at: '2026-01-01T00:00:00Z', ends_at: '%s',"
                + " scoring: { event_type: e, score_attribute: n, method: best }, when: 'attributes.ok' }";
        String open = contest.formatted("2027-01-01T00:00:00Z");
        assertThat(reason(open, "{\"n\": 1.50, \"ok\": true}")).isEqualTo("a score of 1.5");
        assertThat(reason(open, "{\"ok\": true}")).isEqualTo("no score: attribute_missing: n");
        assertThat(reason(open, "{\"n\": 1, \"ok\": false}")).isEqualTo("when does not hold: attributes.ok");
        assertThat(reason(contest.formatted("2026-02-01T00:00:00Z"), "{\"n\": 1, \"ok\": true}"))
                .isEqualTo("the contest takes no event that occurred at 2026-04-30T10:42:00Z and arrived at"
                        + " 2026-04-30T10:42:00Z");
    }

    @Test
    void of_an_id_that_is_blocked() {
        Scenario scenario = Scenario.given("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 5 } }")
                .whenOrdered(new PersonCommand.Erase(true, "asked"));
        assertThat(reasons(scenario, "e", "{}"))
                .containsExactly("earn_rule r: the participant was erased, and the id is blocked");
    }
}
