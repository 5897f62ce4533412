package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.ProfileOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands about a person, and what they make of the streaks that were there. */
class JourneysTest {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    private final Scenario scenario = Scenario.given("""
            { kind: streak, id: own, label: O, period: day, timezone: participant, qualifying_event: e,
              milestones: [ { days: 3, reward: { type: points, value: 10 } } ] }
            ---
            { kind: streak, id: utc, label: U, period: day, qualifying_event: f }
            """);

    private static Profile in(String zone) {
        return new Profile(null, null, zone, null, Json.mapper().createObjectNode(), false, List.of());
    }

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number - 1L));
    }

    private StreakOutcome only() {
        assertThat(scenario.outcomes(StreakOutcome.class)).hasSize(1);
        return scenario.outcomes(StreakOutcome.class).get(0);
    }

    @Test
    void a_pause_that_joins_two_rows_shows_and_its_milestone_is_given() {
        scenario.when("e", "{}", day(1), day(1)).when("e", "{}", day(2), day(2)).when("e", "{}", day(4), day(4));
        scenario.when("f", "{}", day(4), day(4));
        scenario.whenOrdered(
                new PersonCommand.Pause(LocalDate.of(2026, 5, 3), LocalDate.of(2026, 5, 3), "ill"), day(4));
        assertThat(only().streakId()).isEqualTo("own");
        assertThat(only().from()).isEqualTo(1);
        assertThat(only().to()).isEqualTo(3);
        assertThat(scenario.state().lifetimePoints()).isEqualTo(10);
        assertThat(scenario.transaction().refusal()).isNull();
    }

    @Test
    void a_profile_of_the_same_clock_counts_nothing_anew() {
        scenario.when("e", "{}", day(1), day(1));
        scenario.whenOrdered(new PersonCommand.SetProfile(in("UTC")), day(1));
        ParticipantState before = scenario.state();
        scenario.whenOrdered(
                new PersonCommand.SetProfile(
                        new Profile("Ada", null, "UTC", null, Json.mapper().createObjectNode(), false, List.of())),
                day(1));
        assertThat(scenario.state().streaks()).isEqualTo(before.streaks());
        assertThat(scenario.outcomes(StreakOutcome.class)).isEmpty();
        assertThat(scenario.outcomes(ProfileOutcome.class)).singleElement().satisfies(outcome -> assertThat(
                        outcome.profile().displayName())
                .isEqualTo("Ada"));
        assertThat(scenario.transaction()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Pacific/Apia, America/Los_Angeles, 3", "America/Los_Angeles, Asia/Tokyo, 2", "UTC, Europe/Berlin, 2"})
    void who_moves_breaks_no_row_by_the_days_that_the_journey_took(String from, String to, int next) {
        scenario.whenOrdered(new PersonCommand.SetProfile(in(from)), day(1));
        scenario.when("e", "{}", day(1), day(1));
        scenario.whenOrdered(new PersonCommand.SetProfile(in(to)), day(1).plusSeconds(3_600));
        scenario.when("e", "{}", day(next), day(next));
        assertThat(scenario.state().streaks().get("own").length()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"nobody", "''"})
    void a_streak_that_nobody_defined_is_refused_and_nothing_changes(String id) {
        scenario.whenOrdered(new PersonCommand.GrantFreezes(id, 1, null, "gift"), day(1));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.UNKNOWN_STREAK);
        assertThat(scenario.evaluation().changes()).isEmpty();
        assertThat(scenario.evaluation().outcomes()).isEmpty();
    }

    @Test
    void a_stock_of_freezes_is_full_at_its_bound() {
        scenario.whenOrdered(new PersonCommand.GrantFreezes("own", PersonCommand.MAX_FREEZES, null, "gift"), day(1));
        assertThat(scenario.state().streaks().get("own").stock()).isEqualTo(PersonCommand.MAX_FREEZES);
        assertThat(scenario.transaction().refusal()).isNull();
        scenario.whenOrdered(new PersonCommand.GrantFreezes("own", 1, null, "gift"), day(1));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.TOO_MANY_FREEZES);
        assertThat(only().notes()).containsExactly("too_many_freezes");
    }

    @Test
    void freezes_for_exactly_what_there_is_are_sold() {
        scenario.whenOrdered(new Command.Grant(60, "r", null, null, true), day(1));
        scenario.whenOrdered(new PersonCommand.GrantFreezes("own", 1, 60L, "shop"), day(1));
        assertThat(scenario.account().available()).isZero();
        assertThat(scenario.transaction().delta()).isEqualTo(-60);
    }

    @Test
    void today_can_be_saved_and_tomorrow_not_yet() {
        scenario.when("f", "{}", day(1), day(1));
        scenario.whenOrdered(new PersonCommand.GrantFreezes("utc", 2, null, "gift"), day(1));
        scenario.whenOrdered(new PersonCommand.SpendFreeze("utc", LocalDate.of(2026, 5, 3), "r"), day(2));
        assertThat(scenario.transaction().refusal().code()).isEqualTo(RefusalCode.NOTHING_MISSED);
        assertThat(only().notes()).containsExactly("nothing_missed");
        scenario.whenOrdered(new PersonCommand.SpendFreeze("utc", LocalDate.of(2026, 5, 2), "r"), day(2));
        assertThat(scenario.transaction().refusal()).isNull();
        assertThat(scenario.state().streaks().get("utc").stock()).isEqualTo(1);
    }
}
