package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.TierChange;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.TierOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChallengesTest {

    private static final String RULES = """
            kind: challenge
            id: fit
            title: Fit
            starts_at: "2026-04-01T00:00:00Z"
            ends_at: "2026-05-01T00:00:00Z"
            objectives:
              - { id: quizzes, label: Two quizzes, evaluator: count, event_type: quiz, target: 2,
                  reward: { type: points, value: 30 } }
              - { id: lessons, label: A lesson, evaluator: count, event_type: lesson, target: 1,
                  match: { attributes: { level: hard } } }
            reward: { type: badge, id: fit_badge }
            ---
            { kind: badge, id: fit_badge, label: Fit, rarity: rare }
            ---
            kind: tiers
            id: loyalty
            tiers:
              - { id: gold, label: Gold, qualifying_lifetime_points: 60 }
              - { id: silver, label: Silver, qualifying_lifetime_points: 30 }
            ---
            { kind: earn_rule, id: lesson_points, event_type: lesson, grant: { amount: 1 } }
            """;

    @Test
    void progress_goes_up_to_the_target_and_stays_there() {
        Scenario scenario = Scenario.given(RULES).when("quiz", "{}");
        assertThat(scenario.outcomes(ChallengeOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.from()).isEqualByComparingTo("0");
            assertThat(outcome.to()).isEqualByComparingTo("1");
            assertThat(outcome.target()).isEqualByComparingTo("2");
            assertThat(outcome.completed()).isFalse();
        });
        scenario.when("quiz", "{}");
        assertThat(scenario.outcomes(ChallengeOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.completed()).isTrue();
            assertThat(outcome.challengeCompleted()).isFalse();
        });
        scenario.when("quiz", "{}");
        assertThat(scenario.evaluation().outcomes()).isEmpty();
    }

    @Test
    void an_objectives_reward_can_cross_a_tier_in_the_same_event() {
        Scenario scenario = Scenario.given(RULES).when("quiz", "{}").when("quiz", "{}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.ruleId()).isEqualTo("fit"));
        assertThat(scenario.outcomes(TierOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.from()).isNull();
            assertThat(outcome.to()).isEqualTo("silver");
        });
        assertThat(scenario.evaluation().results().tierChanged()).isEqualTo(new TierChange(null, "silver"));
    }

    @Test
    void completing_the_last_objective_completes_the_challenge_and_gives_its_badge_once() {
        Scenario scenario = Scenario.given(RULES)
                .when("lesson", "{\"level\": \"easy\"}")
                .when("quiz", "{}")
                .when("quiz", "{}")
                .when("lesson", "{\"level\": \"hard\"}");
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.challengeCompleted()).isTrue());
        assertThat(scenario.outcomes(BadgeOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.badgeId()).isEqualTo("fit_badge");
            assertThat(outcome.rarity()).isEqualTo("rare");
        });
        assertThat(scenario.evaluation().results().badgesEarned()).containsExactly(new BadgeEarned("fit_badge", "Fit"));
        scenario.when("lesson", "{\"level\": \"hard\"}");
        assertThat(scenario.outcomes(BadgeOutcome.class)).isEmpty();
        assertThat(scenario.state().badges()).containsExactly("fit_badge");
    }

    @Test
    void only_what_happened_inside_the_window_counts_whenever_it_arrives() {
        Scenario scenario = Scenario.given(RULES)
                .when("quiz", "{}", Instant.parse("2026-03-31T23:59:59.999Z"))
                .when("quiz", "{}", Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(scenario.state().challenges()).isEmpty();
        scenario.when("quiz", "{}", Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(scenario.state().challenge("fit").objective("quizzes").progress())
                .isEqualByComparingTo("1");
    }

    @Test
    void tiers_are_never_lost_and_a_jump_passes_the_steps_between() {
        Scenario scenario = Scenario.given("""
                        { kind: earn_rule, id: r, event_type: e, grant: { amount_attribute: n, ratio: 1 } }
                        ---
                        kind: tiers
                        id: t
                        tiers:
                          - { id: one, label: One, qualifying_lifetime_points: 1 }
                          - { id: two, label: Two, qualifying_lifetime_points: 10 }
                        """).when("e", "{\"n\": 10}");
        assertThat(scenario.outcomes(TierOutcome.class))
                .extracting(TierOutcome::to)
                .containsExactly("two");
        scenario.when("e", "{\"n\": 1}");
        assertThat(scenario.outcomes(TierOutcome.class)).isEmpty();
        assertThat(scenario.state().tier()).isEqualTo("two");
    }
}
