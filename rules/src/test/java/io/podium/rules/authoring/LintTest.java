package io.podium.rules.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

    private static final Instant NOW = Instant.parse("2026-11-10T08:00:00Z");
    private static final String CATALOGUE = """
            { kind: event_type, id: quiz_done, attributes: { score: number, name: string, ok: boolean, tags: array } }
            ---
            { kind: event_type, id: bare }
            ---
            """;

    private final RuleFiles files = new RuleFiles(new ProgramParser());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kind: earn_rule, id: r, event_type: quiz_dnoe, grant: { amount: 1 } }|event_type|did you mean quiz_done?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, match: { attributes: { scroe: 1 } }, grant: { amount: 1 } }"
                        + "|match.attributes.scroe|did you mean score?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, when: attributes.nmae == 'x', grant: { amount: 1 } }"
                        + "|when|did you mean name?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, when: has(attributes.colour), grant: { amount: 1 } }"
                        + "|when|but colour is none",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount_attribute: Score, ratio: 1 } }"
                        + "|grant.amount_attribute|did you mean score?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount_attribute: name, ratio: 1 } }"
                        + "|grant.amount_attribute|name of quiz_done is a string",
                "{ kind: earn_rule, id: r, event_type: quiz_done, match: { attributes: { score: high } }, grant: { amount: 1 } }"
                        + "|match.attributes.score|type number",
                "{ kind: earn_rule, id: r, event_type: quiz_done, match: { attributes: { ok: [ true, 1 ] } }, grant: { amount: 1 } }"
                        + "|match.attributes.ok|type boolean",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 5 }, cap: { amount: 3, period: day } }"
                        + "|cap.amount|at least one grant, 5, but 3",
                "{ kind: streak, id: s, label: S, period: day, qualifying_event: quizz_done }"
                        + "|qualifying_event|did you mean quiz_done?",
                "{ kind: contest, id: c, title: C, starts_at: \"2026-01-01T00:00:00Z\", ends_at: \"2026-02-01T00:00:00Z\","
                        + " scoring: { event_type: bare, method: count } }|ends_at|over at 2026-02-01T00:00:00Z",
                "{ kind: contest, id: c, title: C, starts_at: \"2026-01-01T00:00:00Z\", ends_at: \"2027-02-01T00:00:00Z\","
                        + " scoring: { event_type: quiz_done, score_attribute: sore, method: best } }"
                        + "|scoring.score_attribute|did you mean score?",
                "{ kind: challenge, id: c, title: C, objectives: [ { id: o, label: O, evaluator: sum, event_type: quiz_done,"
                        + " attribute: sorce, target: 5 } ] }|objectives[0].attribute|did you mean score?",
                "{ kind: challenge, id: c, title: C, objectives: [ { id: o, label: O, evaluator: distinct,"
                        + " event_type: quiz_done, attribute: nam, target: 5 } ] }|objectives[0].attribute|did you mean name?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 2,"
                        + " ends_at: \"2026-11-10T08:00:00Z\" } }|multiplier.ends_at|over at 2026-11-10T08:00:00Z",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 1.0 } }"
                        + "|multiplier.factor|other than 1, but 1.0",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 2,"
                        + " when: \"attributes.scroe > 1\" } }|multiplier.when|did you mean score?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 2,"
                        + " when: \"event_type in ['quiz_done', 'quiz_dnoe']\" } }|multiplier.when|did you mean quiz_done?",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 2,"
                        + " when: \"'bare' != event_type\" } }|multiplier.when|that of the rule's events, quiz_done, but bare",
                "{ kind: earn_rule, id: r, event_type: quiz_done, when: event_type == 'nothing', grant: { amount: 1 } }"
                        + "|when|but nothing is none",
            })
    void what_never_fires_is_reported_with_what_was_meant(String rule, String path, String message) {
        assertThat(warnings(CATALOGUE + rule)).singleElement().satisfies(warning -> {
            assertThat(warning.path()).isEqualTo(path);
            assertThat(warning.message()).contains(message);
            assertThat(warning.line()).isGreaterThan(4);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ kind: earn_rule, id: r, event_type: bare, match: { attributes: { x: 1 } }, grant: { amount: 1 } }",
                "{ kind: earn_rule, id: r, event_type: quiz_done, match: { attributes: { score: 1, name: x } },"
                        + " when: \"attributes.tags.exists(t, t == 'a')\", grant: { amount_attribute: score, ratio: 2 },"
                        + " cap: { amount: 1, period: day } }",
                "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 1.5,"
                        + " ends_at: \"2026-11-10T08:00:01Z\","
                        + " when: \"event_type == 'quiz_done' && attributes.score > 1\" } }",
                "{ kind: streak, id: s, label: S, period: day, qualifying_event: quiz_done }",
                "{ kind: challenge, id: c, title: C, objectives: [ { id: o, label: O, evaluator: distinct,"
                        + " event_type: quiz_done, attribute: name, target: 5 } ] }",
            })
    void what_fires_is_not_reported(String rule) {
        assertThat(warnings(CATALOGUE + rule)).isEmpty();
    }

    @Test
    void without_a_catalogue_no_name_is_unknown() {
        assertThat(warnings("{ kind: earn_rule, id: r, event_type: anything, when: attributes.x == 1,"
                        + " grant: { amount_attribute: y, ratio: 1 } }"))
                .isEmpty();
    }

    @Test
    void a_tier_beyond_what_all_rules_can_give_is_reported() {
        String tiers = "{ kind: tiers, id: t, tiers: [ { id: a, label: A, qualifying_lifetime_points: 0 },"
                + " { id: b, label: B, qualifying_lifetime_points: 100 }] }\n---\n";
        String capped =
                "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, cap: { amount: 60, period: window } }";
        assertThat(warnings(tiers + capped)).singleElement().satisfies(warning -> {
            assertThat(warning.path()).isEqualTo("tiers[1].qualifying_lifetime_points");
            assertThat(warning.message()).contains("60, but 100");
        });
        assertThat(warnings(tiers + capped.replace("60", "100"))).isEmpty();
        assertThat(warnings(tiers + capped.replace("window", "month"))).isEmpty();
        String reward = "\n---\n{ kind: challenge, id: c, title: C, reward: { type: points, value: 40 }, objectives:"
                + " [ { id: o, label: O, evaluator: completion, event_type: e } ] }";
        assertThat(warnings(tiers + capped + reward)).isEmpty();
        assertThat(warnings(tiers + capped + reward.replace("40", "39"))).hasSize(1);
    }

    @Test
    void accounts_that_contradict_each_other_are_reported_with_the_one_that_counts() {
        String one = "{ kind: account, id: b, allow_negative: true }";
        assertThat(warnings(one + "\n---\n{ kind: account, id: a }"))
                .extracting(RuleProblem::path, RuleProblem::message)
                .containsExactly(
                        tuple(
                                "allow_negative",
                                "expected definitions of kind account that say the same, but allow_negative of a is"
                                        + " false; what counts is a, the first by id"),
                        tuple(
                                "id",
                                "expected definitions of kind account that say the same, but allow_negative of b is"
                                        + " true; what counts is a, the first by id"));
        assertThat(warnings(one)).isEmpty();
        assertThat(warnings(one + "\n---\n{ kind: account, id: a, allow_negative: true }"))
                .isEmpty();
    }

    @Test
    void one_definition_is_compared_with_those_that_are_in_force() {
        ObjectNode account =
                Json.mapper().createObjectNode().put("kind", "account").put("id", "a");
        assertThat(files.warnings(
                        account, List.of(account.deepCopy().put("id", "b").put("allow_negative", true)), NOW))
                .extracting(Problem::code)
                .containsExactly("contradicting_accounts");
    }

    @Test
    void the_condition_of_a_multiplier_is_checked_by_the_catalogue_as_others_are() {
        String rule = CATALOGUE
                + "{ kind: earn_rule, id: r, event_type: quiz_done, grant: { amount: 1 }, multiplier: { factor: 2,"
                + " when: \"attributes.score == 'high'\" } }";
        assertThat(files.read(Map.of("rules.yaml", rule.getBytes(StandardCharsets.UTF_8)))
                        .problems())
                .extracting(RuleProblem::path, RuleProblem::code)
                .containsExactly(tuple("multiplier.when", "bad_expression"));
    }

    @Test
    void the_samples_have_no_warnings_but_of_contests_that_are_over() {
        assertThat(RuleFiles.warnings(files.readSample("starter"), Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"prot, port", "POINTS, points", "purchase_complete, purchase_completed", "ab, a", "xyz, ''"})
    void names_are_near_when_one_letter_in_three_differs(String name, String near) {
        assertThat(Names.nearest(name, List.of("port", "points", "purchase_completed", "a", "something"))
                        .orElse(""))
                .isEqualTo(near);
    }

    private List<RuleProblem> warnings(String text) {
        RuleFiles.Loaded loaded = files.read(Map.of("rules.yaml", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        return RuleFiles.warnings(loaded, NOW);
    }
}
