package io.podium.rules.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.authoring.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema can't say of a definition: each rule of it, broken once, and held at its edge. */
class DefinitionChecksTest {

    private static final String CHALLENGE = "{ kind: challenge, id: c, title: C, ";
    private static final String OBJECTIVE = "{ id: %s, label: L, evaluator: count, event_type: e, target: 2 }";
    private static final String TWO =
            "objectives: [" + OBJECTIVE.formatted("a") + ", " + OBJECTIVE.formatted("b") + "]";
    private static final String CONTEST = "{ kind: contest, id: k, title: K, starts_at: '2026-01-01T00:00:00Z', ";
    private static final String COUNTED = "scoring: { event_type: e, method: count }";
    private static final String EARN = "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 }, ";
    private static final String STREAK = "{ kind: streak, id: s, label: S, qualifying_event: e, period: ";
    private static final String POINTS = "reward: { type: points, value: 1 }";

    private static List<String> problems(String definition) {
        String yaml = definition
                .replace("CHALLENGE", CHALLENGE)
                .replace("TWO", TWO)
                .replace("CONTEST", CONTEST)
                .replace("COUNTED", COUNTED)
                .replace("EARN", EARN)
                .replace("STREAK", STREAK)
                .replace("POINTS", POINTS);
        return new RuleFiles(new ProgramParser())
                .read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8))).problems().stream()
                        .map(problem -> problem.path() + " " + problem.code())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ kind: tiers, id: t, tiers: [{ id: a, label: A, qualifying_lifetime_points: 1 },"
                        + " { id: a, label: B, qualifying_lifetime_points: 2 }] }|tiers[1].id not_unique",
                "{ kind: tiers, id: t, tiers: [{ id: a, label: A, qualifying_lifetime_points: 1 },"
                        + " { id: b, label: B, qualifying_lifetime_points: 1 }] }"
                        + "|tiers[1].qualifying_lifetime_points not_unique",
                "STREAK day, milestones: [{ count: 2, POINTS }, { count: 2, POINTS }] }|milestones[1].count not_unique",
                "STREAK week, milestones: [{ days: 2, POINTS }] }|milestones[0].days not_daily",
                "STREAK day, timezone: Nowhere/At }|timezone unknown_timezone",
                "STREAK day, default_timezone: Europe/Berlin }|default_timezone not_used",
                "STREAK day, timezone: participant, default_timezone: Nowhere/At }|default_timezone unknown_timezone",
                "EARN cap: { amount: 1, period: day, timezone: Nowhere/At } }|cap.timezone unknown_timezone",
                "EARN when: '1 +' }|when bad_expression",
                "EARN max_future: P3660DT1S }|max_future out_of_range",
                "EARN max_future: -PT1S }|max_future out_of_range",
                "EARN max_future: a day }|max_future bad_format",
                "EARN expires: { after: PT59M59S } }|expires.after out_of_range",
                "EARN expires: { after: P3660DT1S } }|expires.after out_of_range",
                "EARN expires: { after: a year } }|expires.after bad_format",
                "EARN expires: { at: year_end, timezone: Nowhere/At } }|expires.timezone unknown_timezone",
                "EARN multiplier: { factor: 2, when: '1 +' } }|multiplier.when bad_expression",
                "EARN multiplier: { factor: 2, starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' } }"
                        + "|multiplier.ends_at not_after_start",
                "CHALLENGE objectives: [{ id: a, label: A, evaluator: completion, event_type: e },"
                        + " { id: a, label: B, evaluator: completion, event_type: f }] }|objectives[1].id not_unique",
                "CHALLENGE TWO, milestones: [{ count: 1, POINTS }, { count: 1, POINTS }] }"
                        + "|milestones[1].count not_unique",
                "CHALLENGE TWO, milestones: [{ count: 3, POINTS }] }|milestones[0].count too_many",
                "CHALLENGE TWO, completion: 3 }|completion too_many",
                "CHALLENGE TWO, completion: 1, milestones: [{ count: 2, POINTS }] }|milestones[0].count unreachable",
                "CHALLENGE TWO, starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' }"
                        + "|ends_at not_after_start",
                "CHALLENGE TWO, window_days: 2, ends_at: '2026-01-01T00:00:00Z' }|window_days two_windows",
                "CHALLENGE TWO, window_days: 2, starts_at: '2026-01-01T00:00:00Z' }|window_days two_windows",
                "CHALLENGE TWO, repeat: after_window }|repeat no_window",
                "CHALLENGE TWO, max_repeats: 2 }|max_repeats not_used",
                "CHALLENGE TWO, reward: { type: points, value: 1, expires: { after: PT1S } } }"
                        + "|reward.expires.after out_of_range",
                "CHALLENGE TWO, milestones: [{ count: 1, reward: { type: points, value: 1, expires: { after: PT1S } } }] }"
                        + "|milestones[0].reward.expires.after out_of_range",
                "CHALLENGE objectives: [{ id: a, label: A, evaluator: completion, event_type: e,"
                        + " reward: { type: points, value: 1, expires: { after: PT1S } } }] }"
                        + "|objectives[0].reward.expires.after out_of_range",
                "CHALLENGE objectives: [{ id: a, label: A, evaluator: completion, event_type: e, when: '1 +' }] }"
                        + "|objectives[0].when bad_expression",
                "CHALLENGE objectives: [{ id: a, label: A, evaluator: completion, event_type: e, target: 2 }] }"
                        + "|objectives[0].target not_one",
                "CHALLENGE objectives: [{ id: a, label: A, evaluator: distinct, event_type: e, target: 2 }] }"
                        + "|objectives[0].attribute missing",
                "CONTEST ends_at: '2026-01-01T00:00:00Z', COUNTED }|ends_at not_after_start",
                "CONTEST ends_at: '2026-01-02T00:00:00Z', scoring: { event_type: e, method: best } }"
                        + "|scoring.score_attribute missing",
                "CONTEST ends_at: '2026-01-02T00:00:00Z', COUNTED,"
                        + " prize_structure: [{ rank_from: 2, rank_to: 1, POINTS }] }"
                        + "|prize_structure[0].rank_to not_after_from",
                "CONTEST ends_at: '2026-01-02T00:00:00Z', COUNTED,"
                        + " prize_structure: [{ rank_from: 1, rank_to: 2, POINTS }, { rank_from: 2, rank_to: 3, POINTS }] }"
                        + "|prize_structure[1] overlap",
                "CONTEST ends_at: '2026-01-02T00:00:00Z', COUNTED,"
                        + " prize_structure: [{ rank_from: 3, rank_to: 4, POINTS }, { rank_from: 2, rank_to: 3, POINTS }] }"
                        + "|prize_structure[1] overlap",
            })
    void what_does_not_go_together_is_one_problem_at_its_path(String definition, String problem) {
        assertThat(problems(definition)).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EARN max_future: P3660D }",
                "EARN max_future: PT0S }",
                "EARN expires: { after: PT1H } }",
                "EARN expires: { after: P3660D } }",
                "EARN multiplier: { factor: 2, starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-01-01T00:00:01Z' } }",
                "EARN multiplier: { factor: 2, starts_at: '2026-01-01T00:00:00Z' } }",
                "EARN multiplier: { factor: 2, ends_at: '2026-01-01T00:00:00Z' } }",
                "STREAK day, milestones: [{ days: 2, POINTS }, { days: 3, POINTS }] }",
                "STREAK day, timezone: participant, default_timezone: Europe/Berlin }",
                "CHALLENGE TWO, completion: 2, milestones: [{ count: 1, POINTS }, { count: 2, POINTS }] }",
                "CHALLENGE TWO, completion: 1, milestones: [{ count: 1, POINTS }] }",
                "CHALLENGE TWO, starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-01-01T00:00:01Z' }",
                "CHALLENGE TWO, starts_at: '2026-01-01T00:00:00Z' }",
                "CHALLENGE TWO, window_days: 2, repeat: after_window, max_repeats: 2 }",
                "CONTEST ends_at: '2026-01-01T00:00:01Z', COUNTED }",
                "CONTEST ends_at: '2026-01-02T00:00:00Z', COUNTED,"
                        + " prize_structure: [{ rank_from: 1, rank_to: 1, POINTS }, { rank_from: 2, rank_to: 3, POINTS }] }",
                "CONTEST ends_at: '2026-01-02T00:00:00Z', COUNTED,"
                        + " prize_structure: [{ rank_from: 3, rank_to: 4, POINTS }, { rank_from: 2, rank_to: 2, POINTS }] }",
            })
    void what_goes_together_is_none(String definition) {
        assertThat(problems(definition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:b b:a          |0 1",
                "a:a b:           |0",
                "a:b b:c c:b      |1 2",
                "a:b b:c c:       |",
                "a:bc b:c c:      |",
                "a:b b:c c:a d:a  |0 1 2",
            })
    void prerequisites_that_lead_back_are_reported_of_those_that_they_lead_back_to(String graph, String cyclic) {
        StringBuilder objectives = new StringBuilder();
        for (String node : graph.split(" ")) {
            String[] parts = node.split(":", -1);
            objectives
                    .append(objectives.isEmpty() ? "" : ", ")
                    .append("{ id: ")
                    .append(parts[0])
                    .append(", label: L, evaluator: completion, event_type: e, prerequisite_objective_ids: [")
                    .append(String.join(", ", parts[1].split("")))
                    .append("] }");
        }
        List<String> expected = cyclic == null
                ? List.of()
                : List.of(cyclic.split(" ")).stream()
                        .map(index -> "objectives[" + index + "].prerequisite_objective_ids cycle")
                        .toList();
        assertThat(problems("CHALLENGE objectives: [" + objectives + "] }")).isEqualTo(expected);
    }

    @Test
    void what_a_challenge_can_keep_is_counted_to_the_byte_and_bounded() {
        assertThat(StateSize.most(challenge("""
                        { kind: challenge, id: abc, title: C, objectives: [
                          { id: ab, label: L, evaluator: distinct, attribute: x, event_type: e, target: 5 },
                          { id: b, label: L, evaluator: streak, event_type: e, target: 5 },
                          { id: c, label: L, evaluator: count, event_type: e, target: 5 }] }""")))
                .isEqualTo(40 + 3 + (40 + 2 + 8 * 5) + (40 + 1 + 24 * 366) + (40 + 1));
        String distinct = "{ id: o%d, label: L, evaluator: distinct, attribute: x, event_type: e, target: %d }";
        StringBuilder objectives = new StringBuilder(distinct.formatted(0, 1_000));
        for (int i = 1; i < 16; i++) {
            objectives.append(", ").append(distinct.formatted(i, 1_000));
        }
        // 40 + 1 + 16 times (40 + 2 or 3 + 8,000) leave 2,353 bytes, of which 43 are an objective's own.
        assertThat(problems("CHALLENGE objectives: [" + objectives + "] }")).isEmpty();
        assertThat(problems("CHALLENGE objectives: [" + objectives + ", " + distinct.formatted(99, 288) + "] }"))
                .isEmpty();
        assertThat(problems("CHALLENGE objectives: [" + objectives + ", " + distinct.formatted(99, 289) + "] }"))
                .containsExactly("objectives too_much_state");
    }

    private static Challenge challenge(String yaml) {
        return (Challenge) new RuleFiles(new ProgramParser())
                .read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
                .definitions()
                .get(0)
                .program();
    }
}
