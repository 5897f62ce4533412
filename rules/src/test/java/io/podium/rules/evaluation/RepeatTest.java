package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.authoring.RuleProblem;
import io.podium.rules.program.ParsedProgram;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One participation or several; all objectives of an event before the challenge. */
class RepeatTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private static final String WEEK = """
            kind: challenge
            id: week
            title: Two in a week
            window_days: 7
            %s
            objectives:
              - { id: one, label: One, evaluator: count, event_type: e, target: 1, reward: { type: points, value: 1 } }
              - { id: two, label: Two, evaluator: sum, attribute: n, event_type: e, target: 2 }
            reward: { type: points, value: 100 }
            """;

    @Test
    void by_default_a_participation_that_is_over_is_over() {
        Scenario scenario = Scenario.given(WEEK.formatted(""));
        at(scenario, 0, "{\"n\": 1}");
        at(scenario, 7, "{\"n\": 2}");
        assertThat(scenario.evaluation().outcomes()).isEmpty();
        at(scenario, 7, "{\"n\": \"x\"}");
        assertThat(scenario.evaluation().outcomes())
                .as("no note of a challenge that takes nothing any more")
                .isEmpty();
        assertThat(scenario.state().lifetimePoints()).isEqualTo(1);
    }

    @Test
    void after_its_window_it_begins_anew_as_often_as_it_may() {
        Scenario scenario = Scenario.given(WEEK.formatted("repeat: after_window\nmax_repeats: 2"));
        for (int week = 0; week < 5; week++) {
            at(scenario, 7 * week, "{\"n\": 2}");
            at(scenario, 7 * week + 1, "{\"n\": 2}");
        }
        assertThat(scenario.state().lifetimePoints()).isEqualTo(3 * 101);
    }

    @Test
    void after_its_completion_it_begins_anew_also_inside_the_window() {
        Scenario scenario = Scenario.given(WEEK.formatted("repeat: after_completion"));
        at(scenario, 0, "{\"n\": 2}");
        at(scenario, 0, "{\"n\": 1}");
        at(scenario, 1, "{\"n\": 1}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(2 * 101);
        at(scenario, 2, "{\"n\": 1}");
        at(scenario, 9, "{\"n\": 1}");
        assertThat(scenario.state().lifetimePoints())
                .as("the third was not completed in time")
                .isEqualTo(2 * 101 + 1);
    }

    @Test
    void without_a_window_every_event_counts_for_the_present_participation() {
        Scenario scenario = Scenario.given("""
                        kind: challenge
                        id: punch_card
                        title: Every third
                        repeat: after_completion
                        objectives: [ { id: o, label: O, evaluator: count, event_type: e, target: 3 } ]
                        reward: { type: points, value: 10 }
                        """);
        for (int day : new int[] {9, 1, 8, 2, 7, 3, 6}) {
            at(scenario, day, "{}");
        }
        assertThat(scenario.state().lifetimePoints()).isEqualTo(20);
        assertThat(scenario.state().challenge("punch_card").objective("o").progress())
                .isEqualByComparingTo("1");
    }

    @Test
    void who_enrols_before_the_start_takes_part_from_the_start_on() {
        Scenario scenario = Scenario.given("""
                        kind: challenge
                        id: may
                        title: May
                        enrolment: explicit
                        starts_at: "2026-05-05T00:00:00Z"
                        objectives: [ { id: o, label: O, evaluator: count, event_type: e, target: 3 } ]
                        """);
        scenario.when("challenge_enrolled", "{\"challenge_id\": \"may\"}", START);
        at(scenario, 1, "{}");
        at(scenario, 5, "{}");
        assertThat(scenario.state().challenge("may").begunAt()).isEqualTo(Instant.parse("2026-05-05T00:00:00Z"));
        assertThat(scenario.state().challenge("may").objective("o").progress()).isEqualByComparingTo("1");
    }

    @Test
    void a_note_completes_nothing() {
        Scenario scenario = Scenario.given(WEEK.formatted("repeat: after_window"));
        at(scenario, 0, "{\"n\": 1}");
        at(scenario, 8, "{\"n\": -1}");
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .extracting(ChallengeOutcome::objectiveId, ChallengeOutcome::completed, ChallengeOutcome::notes)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("one", true, List.of()),
                        org.assertj.core.groups.Tuple.tuple("two", false, List.of("attribute_negative: n")));
    }

    @Test
    void all_objectives_of_an_event_are_decided_before_the_challenge() {
        Scenario scenario = Scenario.given("""
                        kind: challenge
                        id: any
                        title: Any of two
                        completion: 1
                        objectives:
                          - { id: a, label: A, evaluator: completion, event_type: e, reward: { type: points, value: 1 } }
                          - { id: b, label: B, evaluator: completion, event_type: e, reward: { type: points, value: 10 } }
                        milestones: [ { count: 1, reward: { type: points, value: 100 } } ]
                        reward: { type: points, value: 1000 }
                        """);
        at(scenario, 0, "{}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(1111);
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .extracting(ChallengeOutcome::objectiveId, ChallengeOutcome::challengeCompleted)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", true),
                        org.assertj.core.groups.Tuple.tuple("b", false));
        assertThat(scenario.outcomes(PointsOutcome.class)).hasSize(4);
        at(scenario, 1, "{}");
        assertThat(scenario.evaluation().outcomes()).isEmpty();
    }

    @Test
    void what_can_not_be_reached_or_held_is_refused_of_authors_and_stays_in_force_where_it_was_published() {
        String unreachable = """
                kind: challenge
                id: c
                title: C
                completion: 1
                objectives:
                  - { id: a, label: A, evaluator: completion, event_type: e }
                  - { id: b, label: B, evaluator: completion, event_type: f }
                milestones: [ { count: 2, reward: { type: points, value: 1 } } ]
                """;
        assertThat(codes(unreachable)).containsExactly("unreachable");
        assertThat(codes(WEEK.formatted("max_repeats: 2"))).containsExactly("not_used");
        assertThat(codes(WEEK.formatted("repeat: after_window").replace("window_days: 7\n", "")))
                .containsExactly("no_window");
        assertThat(codes(WEEK.formatted("max_future: 24h"))).containsExactly("bad_format");
        assertThat(codes(WEEK.formatted("max_future: -PT1H"))).containsExactly("out_of_range");
        var definition = Scenario.json("""
                {"kind": "challenge", "id": "c", "title": "C", "completion": 1,
                 "objectives": [{"id": "a", "label": "A", "evaluator": "completion", "event_type": "e"},
                                {"id": "b", "label": "B", "evaluator": "completion", "event_type": "f"}],
                 "milestones": [{"count": 2, "reward": {"type": "points", "value": 1}}]}""");
        assertThat(ProgramParser.ofPublished().parse(definition)).isInstanceOf(ParsedProgram.Valid.class);
        assertThat(new ProgramParser().parse(definition)).isInstanceOf(ParsedProgram.Invalid.class);
    }

    static List<String> codes(String yaml) {
        return new RuleFiles(new ProgramParser())
                .read(Map.of("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8))).problems().stream()
                        .map(RuleProblem::code)
                        .toList();
    }

    private static void at(Scenario scenario, int day, String attributes) {
        scenario.when("e", attributes, START.plusSeconds(86_400L * day));
    }
}
