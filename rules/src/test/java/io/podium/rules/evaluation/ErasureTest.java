package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.contest.Prize;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import io.podium.schemas.score.ContestScore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who is erased leaves nothing, and who comes under the same id is somebody new, or nobody. */
class ErasureTest {

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: 10 } }
            ---
            { kind: streak, id: daily, label: Daily, period: day, qualifying_event: quiz }
            ---
            kind: tiers
            id: ladder
            tiers: [{ id: everybody, label: Everybody, qualifying_lifetime_points: 0 }]
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "2027-01-01T00:00:00Z"
            scoring: { event_type: quiz, score_attribute: score, method: cumulative }
            """;

    private final Scenario scenario = Scenario.given(RULES);

    private static PersonCommand.Erase erase(boolean block) {
        return new PersonCommand.Erase(block, "asked for");
    }

    @Test
    void nothing_is_left_and_the_next_event_is_the_first_of_somebody_new() {
        scenario.whenKeyed("k", "quiz", "{\"score\": 5}").whenOrdered(erase(false));
        assertThat(scenario.state().isForgotten()).isTrue();
        assertThat(scenario.evaluation().ledger()).isEmpty();
        assertThat(scenario.outcomes(TierOutcome.class))
                .as("nobody reaches no tier")
                .isEmpty();
        assertThat(scenario.outcomes(PrivacyOutcome.class))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.blocked()).isFalse());
        assertThat(scenario.evaluation().contestScores()).singleElement().satisfies(score -> {
            assertThat(score.contestId()).isEqualTo(ContestScore.ALL_CONTESTS);
            assertThat(score.erases()).isTrue();
        });
        scenario.when("quiz", "{\"score\": 1}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(10);
        assertThat(scenario.state().streaks().get("daily").length()).isEqualTo(1);
        assertThat(scenario.outcomes(TierOutcome.class))
                .as("for the first time")
                .hasSize(1);
    }

    @Test
    void what_came_before_can_not_be_taken_back() {
        scenario.whenKeyed("k", "quiz", "{}").whenOrdered(erase(false));
        scenario.whenOrdered(new Command.Reverse("k", BigDecimal.ONE, "refund", null));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.UNKNOWN_EVENT);
    }

    @Test
    void of_a_blocked_id_nothing_counts_until_an_erasure_that_does_not_block() {
        scenario.when("quiz", "{\"score\": 5}").whenOrdered(erase(true));
        ParticipantState blocked = scenario.state();
        scenario.when("quiz", "{\"score\": 5}");
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.evaluation().contestScores()).isEmpty();
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.PARTICIPANT_BLOCKED);
        scenario.whenOrdered(new Command.Grant(5, "gift", null, null, true));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.PARTICIPANT_BLOCKED);
        assertThat(scenario.state()).isEqualTo(blocked);
        scenario.whenOrdered(erase(false)).when("quiz", "{}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(10);
    }

    @Test
    void a_prize_that_was_on_its_way_is_nobodys_and_one_that_is_won_later_is_given() {
        Instant erasedAt = Scenario.NOW.plus(Duration.ofHours(1));
        scenario.whenOrdered(erase(false), erasedAt);
        scenario.arrives(award(erasedAt.minusMillis(1)), erasedAt.plusSeconds(1));
        assertThat(scenario.state().isForgotten()).isTrue();
        scenario.arrives(award(erasedAt.plusMillis(1)), erasedAt.plusSeconds(1));
        assertThat(scenario.state().lifetimePoints()).isEqualTo(100);
    }

    private static AcceptedEvent award(Instant completedAt) {
        ContestAward award = new ContestAward("cup", Scenario.VERSION, 1, new Prize(Prize.Type.POINTS, null, 100L));
        return new AcceptedEvent(
                "evt_award" + completedAt.toEpochMilli(),
                "t",
                "p",
                ContestAward.EVENT_TYPE,
                Scenario.json("{}"),
                completedAt,
                null,
                null,
                award,
                false);
    }

    @Test
    void the_dead_have_no_dues_and_every_erasure_is_counted() {
        scenario.whenOrdered(new Command.Grant(5, "gift", null, Scenario.NOW.plus(Duration.ofDays(9)), true));
        assertThat(scenario.account().isPlain()).isFalse();
        scenario.whenOrdered(erase(false)).whenOrdered(erase(false));
        assertThat(scenario.account().isPlain()).isTrue();
        assertThat(scenario.state().person().erasures().count()).isEqualTo(2);
        assertThat(scenario.evaluation().contestScores()).allMatch(ContestScore::erases);
    }
}
