package io.podium.stream.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.ParticipantView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client draws: every number that it needs, by the rules in force. */
class ViewsTest {

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: 10 } }
            ---
            kind: tiers
            id: ladder
            tiers:
              - { id: low, label: Low, qualifying_lifetime_points: 20 }
              - { id: high, label: High, qualifying_lifetime_points: 60 }
            ---
            { kind: badge, id: medal, label: Medal, rarity: rare }
            ---
            kind: challenge
            id: climb
            title: Climb
            objectives:
              - { id: three, label: Three, evaluator: count, event_type: quiz, target: 3, reward: { type: badge, id: medal } }
              - { id: then, label: Then, evaluator: count, event_type: quiz, target: 8, prerequisite_objective_ids: [three] }
            ---
            { kind: streak, id: daily, label: Daily, period: day, qualifying_event: quiz, timezone: Europe/Berlin, grace_hours: 2 }
            """;

    private final RuleSet rules = rules(RULES);
    private ParticipantState state = ParticipantState.EMPTY;
    private int events;

    private static RuleSet rules(String yaml) {
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        return new RuleSet(loaded.definitions().stream()
                .map(definition -> new Versioned<>(definition.program(), Instant.EPOCH))
                .toList());
    }

    private void quiz(String at) {
        Instant now = Instant.parse(at);
        AcceptedEvent event = new AcceptedEvent(
                "evt_" + events++, "t", "p", "quiz", Json.mapper().createObjectNode(), now, null, null, null, false);
        state = Evaluator.evaluate(state, event, now, rules).state();
    }

    private ParticipantView view(String now) {
        return Views.participant("t", "p", state, rules, Instant.parse(now));
    }

    @Test
    void who_never_did_anything_sees_the_first_step_and_what_is_open() {
        ParticipantView view = view("2026-05-01T10:00:00Z");
        assertThat(view.tier().tierId()).isNull();
        assertThat(view.tier().next()).isEqualTo(new ParticipantView.NextTier("low", "Low", 20, 20, 0));
        assertThat(view.challenges()).singleElement().satisfies(challenge -> {
            assertThat(challenge.title()).isEqualTo("Climb");
            assertThat(challenge.progressPercent()).isZero();
            assertThat(challenge.objectives())
                    .extracting(ParticipantView.Objective::locked)
                    .containsExactly(false, true);
        });
        assertThat(view.streaks()).isEmpty();
    }

    @ParameterizedTest(name = "{0} quizzes")
    @CsvSource({
        "1, , low, 10, 50, 16, 1",
        "2, low, high, 40, 0, 33, 2",
        "3, low, high, 30, 25, 50, 3",
        "6, high, , 0, 0, 68, 6",
        "11, high, , 0, 0, 100, 11"
    })
    void steps_and_percents_follow_what_was_done(
            int quizzes, String tier, String next, long remaining, int tierPercent, int percent, int done) {
        for (int i = 0; i < quizzes; i++) {
            quiz("2026-05-01T10:00:00Z");
        }
        ParticipantView view = view("2026-05-01T12:00:00Z");
        assertThat(view.tier().tierId()).isEqualTo(tier);
        if (next == null) {
            assertThat(view.tier().next()).isNull();
        } else {
            assertThat(view.tier().next().tierId()).isEqualTo(next);
            assertThat(view.tier().next().pointsRemaining()).isEqualTo(remaining);
            assertThat(view.tier().next().progressPercent()).isEqualTo(tierPercent);
        }
        assertThat(view.challenges().get(0).progressPercent()).isEqualTo(percent);
        assertThat(view.challenges().get(0).completed()).isEqualTo(percent == 100);
        assertThat(view.points().lifetime()).isEqualTo(10L * done);
        assertThat(view.badges()).hasSize(quizzes >= 3 ? 1 : 0);
    }

    @ParameterizedTest(name = "at {0}")
    @CsvSource({
        "2026-05-02T21:59:59Z, 2, true, false",
        "2026-05-02T22:00:00Z, 2, true, true",
        "2026-05-03T23:59:59Z, 2, true, true",
        "2026-05-04T00:00:00Z, 0, false, false"
    })
    void a_streak_says_until_when_something_must_be_done(String now, long length, boolean active, boolean atRisk) {
        quiz("2026-05-01T10:00:00Z");
        quiz("2026-05-02T10:00:00Z");
        ParticipantView.Streak streak = view(now).streaks().get(0);
        assertThat(streak.length()).isEqualTo(length);
        assertThat(streak.active()).isEqualTo(active);
        assertThat(streak.atRisk()).isEqualTo(atRisk);
        assertThat(streak.breaksAt())
                .as("midnight in Berlin after the day that is missed, and two hours of grace")
                .isEqualTo(active ? Instant.parse("2026-05-04T00:00:00Z") : null);
        assertThat(streak.previousLength()).isEqualTo(active ? null : 2L);
        assertThat(streak.label()).isEqualTo("Daily");
    }

    @Test
    void of_rules_that_are_gone_badges_are_left() {
        quiz("2026-05-01T10:00:00Z");
        quiz("2026-05-01T10:00:00Z");
        quiz("2026-05-01T10:00:00Z");
        ParticipantView view = Views.participant("t", "p", state, RuleSet.EMPTY, Instant.parse("2026-05-09T10:00:00Z"));
        assertThat(view.tier()).isNull();
        assertThat(view.badges()).containsExactly(new ParticipantView.Badge("medal", null, null));
        assertThat(view.streaks()).as("what can't be drawn").isEmpty();
        assertThat(view.challenges()).isEmpty();
    }

    @ParameterizedTest(name = "steps at {0}")
    @CsvSource({"10 60, low, high, 60", "0 100, low, high, 40", "60 100, , low, 66", "1 40, high, , 0"})
    void a_ladder_that_was_changed_counts_as_it_is_now(String steps, String tier, String next, int percent) {
        String[] at = steps.split(" ");
        RuleSet changed =
                rules(RULES.replace("points: 60", "points: " + at[1]).replace("points: 20", "points: " + at[0]));
        for (int i = 0; i < 4; i++) {
            quiz("2026-05-01T10:00:00Z");
        }
        state = ParticipantState.EMPTY.after(new Change.PointsMoved(state.lifetimePoints(), state.account()));
        ParticipantView.Tier shown = Views.participant("t", "p", state, changed, Instant.parse("2026-05-01T10:00:00Z"))
                .tier();
        assertThat(shown.tierId()).isEqualTo(tier);
        assertThat(shown.next() == null ? null : shown.next().tierId()).isEqualTo(next);
        assertThat(shown.next() == null ? 0 : shown.next().progressPercent()).isEqualTo(percent);
    }

    @Test
    void a_participation_that_is_over_and_may_be_repeated_begins_at_nothing() {
        RuleSet repeating = rules(RULES.replace("title: Climb", "title: Climb\nwindow_days: 1\nrepeat: after_window"));
        Instant at = Instant.parse("2026-05-01T10:00:00Z");
        AcceptedEvent event = new AcceptedEvent(
                "evt_r", "t", "p", "quiz", Json.mapper().createObjectNode(), at, null, null, null, false);
        ParticipantState begun = Evaluator.evaluate(state, event, at, repeating).state();
        assertThat(Views.participant("t", "p", begun, repeating, at)
                        .challenges()
                        .get(0)
                        .progressPercent())
                .isEqualTo(16);
        ParticipantView.Challenge over = Views.participant(
                        "t", "p", begun, repeating, Instant.parse("2026-05-02T10:00:00Z"))
                .challenges()
                .get(0);
        assertThat(over.progressPercent()).isZero();
        assertThat(over.endsAt()).isNull();
    }
}
