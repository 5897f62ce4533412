package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.program.StateSize;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of program when nothing more may be kept of a participant, to the byte. */
class FullStateTest {

    private static final long CHARACTER = size("xx") - size("x");
    private static final long NO_CHARACTER = size("x") - CHARACTER;

    private static final String STREAK = "{ kind: streak, id: s, label: S, period: day, qualifying_event: e }";

    private static ParticipantState badges(String... ids) {
        return new ParticipantState(0, null, List.of(ids), Map.of(), Map.of(), Map.of(), null);
    }

    private static long size(String badge) {
        return StateGrowth.size(badges(badge)) - StateGrowth.size(badges());
    }

    /** A state with so many bytes of room. */
    private static ParticipantState withRoom(long bytes) {
        List<String> badges = new ArrayList<>();
        long left = StateSize.MAX_STATE_BYTES - StateGrowth.size(badges()) - bytes;
        while (left > size("b".repeat(2_000))) {
            badges.add("b".repeat(1_000));
            left -= size("b".repeat(1_000));
        }
        while ((left - NO_CHARACTER) % CHARACTER != 0) {
            badges.add("b");
            left -= size("b");
        }
        badges.add("b".repeat((int) ((left - NO_CHARACTER) / CHARACTER)));
        ParticipantState state = badges(badges.toArray(String[]::new));
        assertThat(StateGrowth.size(state)).isEqualTo(StateSize.MAX_STATE_BYTES - bytes);
        return state;
    }

    @Test
    void there_is_room_for_exactly_what_comes_and_for_no_byte_more() {
        Scenario first = Scenario.given(STREAK).when("e", "{}");
        long growth = StateGrowth.size(first.state()) - StateGrowth.size(ParticipantState.EMPTY);
        Scenario fits = Scenario.given(STREAK).state(withRoom(growth)).when("e", "{}");
        assertThat(fits.state().streaks()).containsKey("s");
        Scenario tooLarge = Scenario.given(STREAK).state(withRoom(growth - 1)).when("e", "{}");
        assertThat(tooLarge.state().streaks()).isEmpty();
        assertThat(tooLarge.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.notes()).containsExactly("state_full");
            assertThat(outcome.to()).isZero();
        });
    }

    @Test
    void a_rule_with_a_cap_gives_nothing_and_one_without_gives_all() {
        Scenario scenario = Scenario.given("""
                        { kind: earn_rule, id: a, event_type: e, grant: { amount: 5 }, cap: { amount: 9, period: day } }
                        ---
                        { kind: earn_rule, id: b, event_type: e, grant: { amount: 7 } }
                        """).state(withRoom(0)).when("e", "{}");
        assertThat(scenario.outcomes(PointsOutcome.class))
                .extracting(outcome -> outcome.ruleId() + " " + outcome.points() + " " + outcome.notes())
                .containsExactly("a 0 [state_full]", "b 7 []");
        assertThat(scenario.state().caps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "window_days: 5,", "prerequisite"})
    void a_challenge_stays_as_it_is_and_says_why(String kind) {
        Scenario scenario = Scenario.given("""
                        kind: challenge
                        id: c
                        title: C
                        %s
                        objectives:
                          - { id: a, label: A, evaluator: count, event_type: e, target: 2 }
                          - { id: b, label: B, evaluator: count, event_type: f, target: 2%s }
                        """.formatted(
                                kind.startsWith("window") ? "window_days: 5" : "enrolment: automatic",
                                kind.equals("prerequisite") ? ", prerequisite_objective_ids: [a]" : ""))
                .state(withRoom(0))
                .when("f", "{}");
        assertThat(scenario.outcomes(ChallengeOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.objectiveId()).isEqualTo("b");
            assertThat(outcome.notes()).containsExactly("state_full");
            assertThat(outcome.to()).isZero();
            assertThat(outcome.completed()).isFalse();
        });
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.evaluation().ledger().stream().flatMap(entry -> entry.parts().lasting().stream()))
                .isEmpty();
    }

    @Test
    void nobody_enrols() {
        Scenario scenario =
                Scenario.given("""
                        { kind: challenge, id: c, title: C, enrolment: explicit, objectives: [
                            { id: a, label: A, evaluator: count, event_type: e, target: 2 } ] }
                        """).state(withRoom(0)).when("challenge_enrolled", "{\"challenge_id\": \"c\"}");
        assertThat(scenario.outcomes(ChallengeOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.notes()).containsExactly("state_full"));
        assertThat(scenario.state().challenges()).isEmpty();
    }

    @Test
    void freezes_are_neither_granted_nor_spent() {
        Scenario scenario = Scenario.given(STREAK).state(withRoom(0));
        scenario.whenOrdered(new PersonCommand.GrantFreezes("s", 1, null, "gift"));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.STATE_FULL);
        assertThat(scenario.outcomes(StreakOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.notes()).containsExactly("state_full"));
        scenario.whenOrdered(new PersonCommand.RestoreStreak(
                "s", LocalDate.of(2026, 4, 20), LocalDate.of(2026, 4, 21), "power cut"));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.STATE_FULL);
        assertThat(scenario.evaluation().changes()).isEmpty();
    }
}
