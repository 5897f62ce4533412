package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes late, early or with a wrong clock gives what it gives in order. */
class AnyOrderTest {

    private static final String STREAK = """
            kind: streak
            id: s
            label: S
            period: day
            qualifying_event: w
            milestones: [ { days: 3, reward: { type: points, value: 30 } %s } ]
            """;

    private static final String WINDOW = """
            kind: challenge
            id: window
            title: W
            window_days: 7
            objectives: [ { id: three, label: T, evaluator: count, event_type: w, target: 3 } ]
            reward: { type: points, value: 100 }
            """;

    private static final String STEPS = """
            kind: challenge
            id: steps
            title: S
            objectives:
              - { id: a, label: A, evaluator: completion, event_type: sa, reward: { type: points, value: 1 } }
              - { id: b, label: B, evaluator: count, event_type: sb, target: 2, prerequisite_objective_ids: [a] }
              - { id: c, label: C, evaluator: sum, attribute: n, event_type: sc, target: 5,
                  prerequisite_objective_ids: [b] }
            reward: { type: points, value: 5 }
            """;

    @Test
    void a_milestone_is_given_whichever_day_comes_first() {
        for (String days : List.of("1 2 3 9", "9 1 2 3", "9 3 2 1", "3 9 1 2")) {
            Scenario scenario = Scenario.given(STREAK.formatted(""));
            for (String day : days.split(" ")) {
                scenario.when("w", "{}", Instant.parse("2026-11-0" + day + "T08:00:00Z"));
            }
            assertThat(scenario.state().lifetimePoints()).as(days).isEqualTo(30);
            assertThat(scenario.state().streaks().get("s").length()).as(days).isEqualTo(1);
            assertThat(scenario.state().streaks().get("s").longest()).as(days).isEqualTo(3);
        }
    }

    @Test
    void a_milestone_of_each_run_is_given_for_each_row_of_days() {
        for (boolean again : new boolean[] {false, true}) {
            Scenario scenario = Scenario.given(STREAK.formatted(again ? ", again: each_run" : ""));
            for (int day : new int[] {1, 2, 3, 4, 6, 7, 8, 9, 11, 12}) {
                scenario.when("w", "{}", Instant.parse("2026-11-01T08:00:00Z").plusSeconds(86_400L * day));
            }
            assertThat(scenario.state().lifetimePoints()).isEqualTo(again ? 60 : 30);
            scenario.when("w", "{}", Instant.parse("2026-11-01T08:00:00Z").plusSeconds(86_400L * 5));
            assertThat(scenario.state().lifetimePoints())
                    .as("two rows that become one are no third")
                    .isEqualTo(again ? 60 : 30);
        }
    }

    @Test
    void what_was_banked_beyond_a_target_that_is_lower_now_counts_as_far_as_that() {
        String sequel = """
                kind: challenge
                id: steps
                title: S
                objectives:
                  - { id: a, label: A, evaluator: completion, event_type: sa }
                  - { id: b, label: B, evaluator: %s, event_type: sb, target: %s }
                """;
        for (String evaluator : List.of("count", "sum, attribute: n", "distinct, attribute: n")) {
            Scenario scenario = Scenario.given(
                    sequel.formatted(evaluator, 9).replace("target: 9", "target: 9, prerequisite_objective_ids: [a]"));
            for (int i = 1; i <= 5; i++) {
                scenario.when("sb", "{ \"n\": " + i + " }", Instant.parse("2026-11-02T08:00:00Z"));
            }
            scenario.rules(sequel.formatted(evaluator, 2));
            scenario.when("sb", "{ \"n\": 1 }", Instant.parse("2026-11-03T08:00:00Z"));
            assertThat(scenario.outcomes(ChallengeOutcome.class))
                    .as(evaluator)
                    .singleElement()
                    .satisfies(outcome -> {
                        assertThat(outcome.from()).isZero();
                        assertThat(outcome.to()).isEqualByComparingTo("2");
                        assertThat(outcome.completed()).isTrue();
                    });
        }
    }

    @Test
    void a_clock_that_runs_ahead_counts_as_the_arrival() {
        Scenario scenario = Scenario.given(STREAK.formatted("") + "---\n" + WINDOW);
        Instant first = Instant.parse("2026-11-02T08:00:00Z");
        scenario.when("w", "{}", Instant.parse("2099-01-01T00:00:00Z"), first);
        assertThat(scenario.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.notes()).containsExactly("occurred_in_future");
            assertThat(outcome.head().occurredAt()).isEqualTo(first);
        });
        assertThat(scenario.evaluation().results().challengeProgress()).hasSize(1);
        assertThat(scenario.evaluation().results().streaks()).hasSize(1);
        scenario.when("w", "{}", Instant.parse("2026-11-03T08:00:00Z"), Instant.parse("2026-11-03T08:00:00Z"));
        scenario.when("w", "{}", Instant.parse("2026-11-05T08:00:00Z"), Instant.parse("2026-11-04T08:00:00Z"));
        assertThat(scenario.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> assertThat(
                        outcome.notes())
                .as("24 hours ahead are allowed")
                .isEmpty());
        assertThat(scenario.state().challenge("window").completed()).isTrue();
        scenario.when("w", "{}", Instant.parse("2026-11-06T08:00:00.001Z"), Instant.parse("2026-11-05T08:00:00Z"));
        assertThat(scenario.outcomes(StreakOutcome.class))
                .as("a millisecond more is too much: the 5th, which is counted already")
                .isEmpty();
    }

    @Test
    void a_rule_says_how_far_ahead_a_clock_may_run() {
        Scenario scenario = Scenario.given("""
                        { kind: earn_rule, id: strict, event_type: e, grant: { amount: 1 }, max_future: PT0S }
                        ---
                        { kind: earn_rule, id: wide, event_type: e, grant: { amount: 1 }, max_future: P30D }
                        """);
        Instant arrival = Instant.parse("2026-11-02T08:00:00Z");
        scenario.when("e", "{}", arrival.plusSeconds(86_400 * 30), arrival);
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::notes, outcome -> outcome.head().occurredAt())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(List.of("occurred_in_future"), arrival),
                        org.assertj.core.groups.Tuple.tuple(List.of(), arrival.plusSeconds(86_400 * 30)));
    }

    @Test
    void a_window_begins_with_its_earliest_event_whichever_comes_first() {
        for (String days : List.of("3 4 5", "5 4 3", "4 5 3", "5 3 4")) {
            Scenario scenario = Scenario.given(WINDOW);
            for (String day : days.split(" ")) {
                scenario.when("w", "{}", Instant.parse("2026-11-0" + day + "T08:00:00Z"));
            }
            assertThat(scenario.state().challenge("window").completed())
                    .as(days)
                    .isTrue();
            assertThat(scenario.state().challenge("window").begunAt())
                    .as(days)
                    .isEqualTo(Instant.parse("2026-11-03T08:00:00Z"));
        }
    }

    @Test
    void a_window_does_not_move_back_when_something_that_counted_would_fall_out() {
        Scenario scenario = Scenario.given(WINDOW);
        scenario.when("w", "{}", Instant.parse("2026-11-08T08:00:00Z"));
        scenario.when("w", "{}", Instant.parse("2026-11-01T08:00:00Z"));
        assertThat(scenario.evaluation().changes()).as("7 days exactly").isEmpty();
        scenario.when("w", "{}", Instant.parse("2026-11-01T08:00:01Z"));
        scenario.when("w", "{}", Instant.parse("2026-11-08T08:00:00.999Z"));
        assertThat(scenario.state().challenge("window").completed()).isTrue();
    }

    @Test
    void a_step_before_its_prerequisite_is_banked() {
        List<String> events = new ArrayList<>(List.of("sa {}", "sb {}", "sb {}", "sc {\"n\": 2}", "sc {\"n\": 3}"));
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            Collections.shuffle(events, random);
            Scenario scenario = Scenario.given(STEPS);
            for (String event : events) {
                String[] parts = event.split(" ", 2);
                scenario.when(parts[0], parts[1]);
                assertThat(scenario.evaluation().outcomes())
                        .extracting(outcome -> outcome.outcomeId())
                        .doesNotHaveDuplicates();
            }
            ParticipantState state = scenario.state();
            assertThat(state.challenge("steps").completed()).as("%s", events).isTrue();
            assertThat(state.challenge("steps").banked()).isEmpty();
            assertThat(state.lifetimePoints()).as("%s", events).isEqualTo(6);
        }
    }

    @Test
    void what_is_banked_shows_nowhere_before_its_prerequisite() {
        Scenario scenario = Scenario.given(STEPS).when("sb", "{}");
        assertThat(scenario.evaluation().outcomes()).isEmpty();
        assertThat(scenario.state().challenge("steps").objective("b").progress())
                .isZero();
        scenario.when("sa", "{}");
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .extracting(
                        ChallengeOutcome::objectiveId, outcome -> outcome.to().intValue())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 1), org.assertj.core.groups.Tuple.tuple("b", 1));
    }
}
