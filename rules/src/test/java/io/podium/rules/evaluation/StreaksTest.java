package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreaksTest {

    private static final String DAILY = """
            kind: streak
            id: daily
            label: Every day
            period: day
            qualifying_event: lesson
            timezone: Europe/Berlin
            when: attributes.minutes >= 5
            milestones:
              - { days: 2, reward: { type: points, value: 10 } }
              - { days: 3, reward: { type: points, value: 100 } }
            """;

    @Test
    void each_new_day_is_reported_and_milestones_are_rewarded_once() {
        Scenario scenario = Scenario.given(DAILY);
        lesson(scenario, "2026-05-01", 5);
        assertThat(scenario.evaluation().results().streaks()).containsExactly(new StreakChange("daily", 0, 1));
        lesson(scenario, "2026-05-01", 9);
        assertThat(scenario.evaluation().outcomes()).isEmpty();
        lesson(scenario, "2026-05-02", 5);
        assertThat(scenario.outcomes(PointsOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.points()).isEqualTo(10);
            assertThat(outcome.outcomeId()).endsWith(":points:streak:daily:milestone/2");
        });
        lesson(scenario, "2026-05-05", 5);
        lesson(scenario, "2026-05-06", 5);
        assertThat(scenario.state().lifetimePoints())
                .as("the second time two days are no news")
                .isEqualTo(10);
        assertThat(scenario.state().streaks().get("daily").length()).isEqualTo(2);
    }

    @Test
    void a_late_day_that_fills_the_gap_joins_what_was_done() {
        Scenario scenario = Scenario.given(DAILY);
        lesson(scenario, "2026-05-01", 5);
        lesson(scenario, "2026-05-03", 5);
        lesson(scenario, "2026-05-02", 5);
        assertThat(scenario.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.from()).isEqualTo(1);
            assertThat(outcome.to()).isEqualTo(3);
            assertThat(outcome.longest()).isEqualTo(3);
        });
        assertThat(scenario.state().lifetimePoints()).isEqualTo(110);
    }

    @Test
    void an_event_that_does_not_qualify_is_nothing_and_one_that_can_not_be_judged_is_reported() {
        Scenario scenario = Scenario.given(DAILY);
        lesson(scenario, "2026-05-01", 4);
        assertThat(scenario.evaluation().outcomes()).isEmpty();
        scenario.when("lesson", "{}", Instant.parse("2026-05-01T12:00:00Z"));
        assertThat(scenario.outcomes(StreakOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.notes()).containsExactly("when_failed: attribute_not_found"));
        assertThat(scenario.evaluation().failedConditions()).isEqualTo(1);
        assertThat(scenario.evaluation().results().streaks()).isEmpty();
        assertThat(scenario.state().streaks()).isEmpty();
    }

    private static void lesson(Scenario scenario, String day, int minutes) {
        scenario.when("lesson", "{\"minutes\": " + minutes + "}", Instant.parse(day + "T12:00:00Z"));
    }
}
