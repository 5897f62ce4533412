package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By how much a change makes a state larger is known before it is applied, to the byte where it decides. */
class StateGrowthTest {

    private static final String RULES = """
            { kind: earn_rule, id: daily, event_type: e, grant: { amount: 5 }, cap: { amount: 7, period: day } }
            ---
            { kind: streak, id: row, label: R, period: day, qualifying_event: e, milestones:
                [ { days: 2, reward: { type: badge, id: medal } } ] }
            ---
            { kind: badge, id: medal, label: M }
            ---
            kind: challenge
            id: steps
            title: Steps
            window_days: 20
            repeat: after_completion
            objectives:
              - { id: first, label: F, evaluator: count, event_type: f, target: 2 }
              - { id: values, label: V, evaluator: distinct, attribute: v, event_type: e, target: 5,
                  prerequisite_objective_ids: [first] }
              - { id: days, label: D, evaluator: streak, event_type: e, target: 3, prerequisite_objective_ids: [first] }
            milestones: [ { count: 1, reward: { type: points, value: 1 } } ]
            """;
    /** What a further number of a cap's period, which may be known already, takes at most. */
    private static final long CAP_PERIOD_BYTES = 16;

    @Test
    void the_growth_that_is_foreseen_is_the_one_that_comes() {
        Random random = new Random(11);
        Map<String, Integer> seen = new HashMap<>();
        for (int participant = 0; participant < 40; participant++) {
            Scenario scenario = Scenario.given(RULES);
            for (int event = 0; event < 60; event++) {
                ParticipantState state = scenario.state();
                Instant at = Instant.parse("2026-01-01T12:00:00Z").plusSeconds(86_400L * random.nextInt(60));
                scenario.when(random.nextInt(4) == 0 ? "f" : "e", "{\"v\": " + random.nextInt(8) + "}", at);
                for (Change change : scenario.evaluation().changes()) {
                    ParticipantState after = state.after(change);
                    long grown = StateGrowth.size(after) - StateGrowth.size(state);
                    long slack = change instanceof Change.CapUsed ? CAP_PERIOD_BYTES : 0;
                    if (!(change instanceof Change.ChallengeMilestone)) { // of which there are few: they need no room
                        assertThat(StateGrowth.growth(state, change))
                                .as("%s of %s", change, state)
                                .isBetween(grown, grown + slack);
                    }
                    seen.merge(change.getClass().getSimpleName(), 1, Integer::sum);
                    state = after;
                }
            }
        }
        assertThat(seen)
                .containsKeys(
                        "PointsMoved",
                        "CapUsed",
                        "BadgeAdded",
                        "StreakMoved",
                        "ChallengeBegun",
                        "ChallengeSpans",
                        "ObjectiveBanked",
                        "ObjectiveAdvanced",
                        "ChallengeMilestone",
                        "ChallengeCompleted");
    }

    @Test
    void a_participant_without_anything_takes_next_to_nothing_and_each_thing_as_much_as_its_name() {
        assertThat(StateGrowth.size(ParticipantState.EMPTY)).isEqualTo(80);
        ParticipantState one = ParticipantState.EMPTY.after(new Change.BadgeAdded("medal"));
        assertThat(StateGrowth.size(one)).isEqualTo(80 + 2 + 3 * 5);
        assertThat(StateGrowth.growth(one, new Change.TierReached("gold"))).isZero();
    }
}
