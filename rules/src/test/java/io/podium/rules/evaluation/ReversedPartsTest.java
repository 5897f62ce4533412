package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.command.Command;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.query.PointsTransaction.Part;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of each thing that an event gave: what of it is taken back, and why the rest is not. */
class ReversedPartsTest {

    private static final String CONTEST = """
            { kind: contest, id: race, title: R, starts_at: '2026-04-01T00:00:00Z', ends_at: '2026-05-01T00:00:00Z',
              scoring: { event_type: e, method: %s }%s }
            """;

    private static Command reverse(String ratio) {
        return new Command.Reverse("k", new BigDecimal(ratio), "refund", null);
    }

    private static List<String> reversed(Scenario scenario) {
        return texts(scenario.transaction().reversal().reversed());
    }

    private static List<String> kept(Scenario scenario) {
        return texts(scenario.transaction().reversal().notReversed());
    }

    private static List<String> texts(List<Part> parts) {
        return parts.stream()
                .map(part -> part.kind() + " " + part.id() + " " + part.amount() + " " + part.reason())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'count', 1, 'contest race 1 null',",
        "'count', 0.5, , 'contest race 1 only_as_a_whole'",
        "'cumulative, score_attribute: n', 0.5, 'contest race 2 null',",
        "'best, score_attribute: n', 1, , 'contest race 4 best_stays'",
        "'latest, score_attribute: n', 1, , 'contest race 4 latest_stays'"
    })
    void scores_by_their_method(String method, String ratio, String back, String stays) {
        Scenario scenario = Scenario.given(CONTEST.formatted(method, ""))
                .whenKeyed("k", "e", "{\"n\": 4}")
                .whenOrdered(reverse(ratio));
        assertThat(reversed(scenario)).isEqualTo(back == null ? List.of() : List.of(back));
        assertThat(kept(scenario)).isEqualTo(stays == null ? List.of() : List.of(stays));
        assertThat(scenario.evaluation().contestScores()).hasSize(back == null ? 0 : 1);
    }

    @Test
    void scores_of_a_contest_that_is_over_or_retired_or_judges_speed_stay() {
        String cumulative = CONTEST.formatted("cumulative, score_attribute: n", "");
        Scenario over = Scenario.given(cumulative).whenKeyed("k", "e", "{\"n\": 4}");
        over.whenOrdered(reverse("1"), Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(kept(over)).containsExactly("contest race 4 completed");
        Scenario retired = Scenario.given(cumulative).whenKeyed("k", "e", "{\"n\": 4}");
        retired.rules("{ kind: earn_rule, id: r, event_type: e, grant: { amount: 1 } }");
        retired.whenOrdered(reverse("1"));
        assertThat(kept(retired)).containsExactly("contest race 4 not_in_force");
        for (String onExceed : List.of("drop", "hold", "flag")) {
            String rules = ", fraud_rules: { max_score_per_minute: 3, on_exceed: " + onExceed + " }";
            Scenario judged = Scenario.given(CONTEST.formatted("cumulative, score_attribute: n", rules))
                    .whenKeyed("k", "e", "{\"n\": 4}")
                    .whenOrdered(reverse("1"));
            assertThat(kept(judged))
                    .as(onExceed)
                    .isEqualTo(onExceed.equals("flag") ? List.of() : List.of("contest race 4 fraud_rules"));
        }
    }

    @Test
    void progress_in_part_is_that_of_sums_alone() {
        Scenario scenario =
                Scenario.given("""
                kind: challenge
                id: c
                title: C
                objectives:
                  - { id: sum, label: S, evaluator: sum, attribute: n, event_type: e, target: 100 }
                  - { id: count, label: N, evaluator: count, event_type: e, target: 5 }
                """).whenKeyed("k", "e", "{\"n\": 8}").whenOrdered(reverse("0.25"));
        assertThat(reversed(scenario)).containsExactly("objective c/sum 2 null");
        assertThat(kept(scenario)).containsExactly("objective c/count 1 only_as_a_whole");
        assertThat(scenario.state().challenge("c").objective("sum").progress()).isEqualByComparingTo("6");
        scenario.whenOrdered(reverse("0.75"));
        assertThat(reversed(scenario))
                .as("the rest of it, and what goes only as a whole")
                .containsExactly("objective c/sum 6 null", "objective c/count 1 null");
        assertThat(scenario.state().challenge("c").objective("count").progress())
                .isZero();
    }

    @Test
    void progress_of_a_participation_that_is_over_stays() {
        Scenario scenario = Scenario.given("""
                { kind: challenge, id: c, title: C, window_days: 2, repeat: after_window, objectives: [
                    { id: a, label: A, evaluator: count, event_type: e, target: 5 } ] }
                """).whenKeyed("k", "e", "{}");
        Instant later = Scenario.NOW.plus(Duration.ofDays(3));
        scenario.when("e", "{}", later, later).whenOrdered(reverse("1"), later);
        assertThat(kept(scenario)).containsExactly("objective c/a 1 participation_over");
        assertThat(scenario.state().challenge("c").objective("a").progress()).isEqualByComparingTo("1");
    }

    @Test
    void what_is_banked_goes_without_an_outcome_since_nobody_has_seen_it() {
        Scenario scenario =
                Scenario.given("""
                kind: challenge
                id: c
                title: C
                objectives:
                  - { id: a, label: A, evaluator: completion, event_type: f }
                  - { id: b, label: B, evaluator: count, event_type: e, target: 3, prerequisite_objective_ids: [a] }
                """).whenKeyed("k", "e", "{}").when("e", "{}").whenOrdered(reverse("1"));
        assertThat(reversed(scenario)).containsExactly("objective c/b 1 null");
        assertThat(scenario.outcomes(ChallengeOutcome.class)).isEmpty();
        assertThat(scenario.state().challenge("c").banked().get("b").progress()).isEqualByComparingTo("1");
    }

    @Test
    void the_room_of_a_cap_comes_back_as_far_as_it_is_still_used() {
        Scenario scenario = Scenario.given("""
                { kind: earn_rule, id: r, event_type: e, grant: { amount: 8 }, cap: { amount: 10, period: day } }
                """).whenKeyed("k", "e", "{}").when("e", "{}");
        assertThat(scenario.account().available()).isEqualTo(10);
        scenario.whenOrdered(reverse("0.5"));
        assertThat(reversed(scenario)).containsExactly("points r 4 null", "cap r 4 null");
        scenario.when("e", "{}");
        assertThat(scenario.outcomes(PointsOutcome.class).get(0).points()).isEqualTo(4);
    }

    @Test
    void points_that_expired_since_stay_gone_and_lifetime_falls() {
        Scenario scenario = Scenario.given("""
                { kind: earn_rule, id: r, event_type: e, grant: { amount: 8 }, expires: { after: P1D } }
                """).whenKeyed("k", "e", "{}");
        Instant later = Scenario.NOW.plus(Duration.ofDays(3));
        scenario.whenOrdered(reverse("1"), later);
        assertThat(kept(scenario)).containsExactly("points r 8 expired");
        assertThat(reversed(scenario)).isEmpty();
        assertThat(scenario.account().available()).isZero();
        assertThat(scenario.account().owed()).isZero();
        assertThat(scenario.state().lifetimePoints()).isZero();
    }
}
