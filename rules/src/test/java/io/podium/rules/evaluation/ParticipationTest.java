package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.ChallengeState;
import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ParticipationTest {

    private static final String EVALUATORS = """
            kind: challenge
            id: all
            title: All of it
            objectives:
              - { id: once, label: Once, evaluator: completion, event_type: e }
              - { id: far, label: Far, evaluator: sum, event_type: run, attribute: km, target: 10.5 }
              - { id: wide, label: Wide, evaluator: distinct, event_type: run, attribute: place, target: 2 }
              - { id: days, label: Days, evaluator: streak, event_type: run, target: 2 }
              - { id: last, label: Last, evaluator: count, event_type: run, target: 1,
                  prerequisite_objective_ids: [once] }
            milestones:
              - { count: 2, reward: { type: points, value: 7 } }
            completion: 3
            reward: { type: badge, id: done }
            ---
            { kind: badge, id: done, label: Done }
            """;

    private static final String ROLLING = """
            kind: challenge
            id: week
            title: Two in a week
            window_days: 7
            repeat: after_window
            enrolment: %s
            objectives:
              - { id: two, label: Two, evaluator: count, event_type: e, target: 2 }
            """;

    @Test
    void each_evaluator_measures_in_its_way() {
        Scenario scenario = Scenario.given(EVALUATORS);
        run(scenario, "2026-05-01", "{\"km\": 4.2, \"place\": \"park\"}");
        run(scenario, "2026-05-01", "{\"km\": 0.05, \"place\": \"park\"}");
        ChallengeState state = scenario.state().challenge("all");
        assertThat(state.objective("far").progress()).isEqualByComparingTo("4.25");
        assertThat(state.objective("wide").progress()).isEqualByComparingTo("1");
        assertThat(state.objective("days").progress()).isEqualByComparingTo("1");
        assertThat(state.objective("last").progress())
                .as("not before its prerequisite")
                .isZero();
        run(scenario, "2026-05-02", "{\"km\": 100, \"place\": 7}");
        state = scenario.state().challenge("all");
        assertThat(state.objective("far").progress()).as("capped").isEqualByComparingTo("10.5");
        assertThat(state.completed()).as("three of five").isTrue();
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .extracting(ChallengeOutcome::objectiveId, ChallengeOutcome::challengeCompleted)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("far", false),
                        org.assertj.core.groups.Tuple.tuple("wide", false),
                        org.assertj.core.groups.Tuple.tuple("days", true));
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(PointsOutcome::points)
                .containsExactly(7L);
        assertThat(scenario.outcomes(BadgeOutcome.class)).hasSize(1);
    }

    @Test
    void an_attribute_that_can_not_be_used_is_reported_and_moves_nothing() {
        Scenario scenario = Scenario.given(EVALUATORS);
        run(scenario, "2026-05-01", "{\"km\": -1, \"place\": [1]}");
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .extracting(ChallengeOutcome::notes)
                .containsExactly(
                        java.util.List.of("attribute_negative: km"),
                        java.util.List.of("attribute_not_scalar: place"),
                        java.util.List.of());
        assertThat(scenario.evaluation().results().challengeProgress()).hasSize(1);
    }

    @Test
    void a_prerequisite_completed_by_the_same_event_does_not_open_the_next_objective_yet() {
        Scenario scenario = Scenario.given("""
                        kind: challenge
                        id: c
                        title: C
                        objectives:
                          - { id: first, label: First, evaluator: completion, event_type: e }
                          - { id: second, label: Second, evaluator: completion, event_type: e,
                              prerequisite_objective_ids: [first] }
                        """).when("e", "{}");
        assertThat(scenario.state().challenge("c").objective("second").completed())
                .isFalse();
        scenario.when("e", "{}");
        assertThat(scenario.state().challenge("c").completed()).isTrue();
    }

    @Test
    void a_rolling_window_begins_with_the_first_event_and_a_later_one_begins_anew() {
        Scenario scenario = Scenario.given(ROLLING.formatted("automatic"));
        scenario.when("e", "{}", Instant.parse("2026-05-01T10:00:00Z"));
        scenario.when("e", "{}", Instant.parse("2026-05-08T10:00:00Z"));
        assertThat(scenario.state().challenge("week").objective("two").progress())
                .isEqualByComparingTo("1");
        assertThat(scenario.state().challenge("week").begunAt()).isEqualTo(Instant.parse("2026-05-08T10:00:00Z"));
        scenario.when("e", "{}", Instant.parse("2026-05-08T09:59:59Z"));
        assertThat(scenario.evaluation().changes()).as("before it began").isEmpty();
        scenario.when("e", "{}", Instant.parse("2026-05-15T09:59:59Z"));
        assertThat(scenario.state().challenge("week").completed()).isTrue();
        scenario.when("e", "{}", Instant.parse("2026-05-14T09:59:59Z"));
        assertThat(scenario.evaluation().changes()).as("completed is completed").isEmpty();
    }

    @Test
    void with_explicit_enrolment_nothing_counts_before_it() {
        Scenario scenario = Scenario.given(ROLLING.formatted("explicit"));
        scenario.when("e", "{}", Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(scenario.evaluation().changes()).isEmpty();
        enrol(scenario, "2026-05-02T10:00:00Z");
        scenario.when("e", "{}", Instant.parse("2026-05-02T09:00:00Z"));
        assertThat(scenario.evaluation().changes()).isEmpty();
        scenario.when("e", "{}", Instant.parse("2026-05-02T11:00:00Z"));
        enrol(scenario, "2026-05-03T10:00:00Z");
        assertThat(scenario.evaluation().changes()).as("enrolled already").isEmpty();
        scenario.when("e", "{}", Instant.parse("2026-05-09T10:00:00Z"));
        assertThat(scenario.evaluation().changes()).as("the window is over").isEmpty();
        enrol(scenario, "2026-05-09T11:00:00Z");
        scenario.when("e", "{}", Instant.parse("2026-05-09T12:00:00Z"));
        scenario.when("e", "{}", Instant.parse("2026-05-09T13:00:00Z"));
        assertThat(scenario.state().challenge("week").completed()).isTrue();
        enrol(scenario, "2026-05-12T11:00:00Z");
        assertThat(scenario.evaluation().changes()).as("completed is completed").isEmpty();
    }

    private static void enrol(Scenario scenario, String at) {
        scenario.when("challenge_enrolled", "{\"challenge_id\": \"week\"}", Instant.parse(at));
    }

    private static void run(Scenario scenario, String day, String attributes) {
        scenario.when("run", attributes, Instant.parse(day + "T12:00:00Z"));
    }
}
