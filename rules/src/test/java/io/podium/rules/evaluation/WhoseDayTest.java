package io.podium.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podium.rules.period.Period;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.profile.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Days of travellers, of night owls and of places whose clocks jump, as tables: where the person is, what the clock on
 * the wall shows, and how long the streak is after a lesson then. A line without a number is only an arrival.
 */
class WhoseDayTest {

    private static final String OWN = """
            { kind: streak, id: lessons, label: Lessons, period: day, qualifying_event: lesson, timezone: participant }
            """;

    /** Reads a table; whoever is at another place than the line before has just set the zone. */
    private static Scenario kept(String rules, String dayStart, String table) {
        Scenario scenario = Scenario.given(rules);
        String place = "";
        for (String line : table.strip().split("\n", -1)) {
            String[] cells = line.strip().split("\\s+", -1);
            ZoneId zone = ZoneId.of(cells[0]);
            Instant at =
                    LocalDateTime.parse(cells[1] + "T" + cells[2]).atZone(zone).toInstant();
            if (!place.equals(cells[0])) {
                place = cells[0];
                scenario.whenOrdered(
                        new PersonCommand.SetProfile(profile(place, dayStart)),
                        cells.length > 3 ? at.minusSeconds(60) : at);
            }
            if (cells.length > 3) {
                scenario.when("lesson", "{}", at, at);
                assertThat(scenario.state().streaks().get("lessons").length())
                        .as(line)
                        .isEqualTo(Long.parseLong(cells[3]));
            }
        }
        return scenario;
    }

    private static Profile profile(String zone, String dayStart) {
        return new Profile(
                null,
                null,
                zone,
                dayStart == null ? null : LocalTime.parse(dayStart),
                JsonNodeFactory.instance.objectNode(),
                false,
                List.of());
    }

    @Test
    void tokyo_to_los_angeles_and_back() {
        kept(OWN, null, """
                Asia/Tokyo          2026-03-01 21:00  1
                Asia/Tokyo          2026-03-02 21:00  2
                Asia/Tokyo          2026-03-03 09:00  3
                America/Los_Angeles 2026-03-03 12:00  3
                America/Los_Angeles 2026-03-04 21:00  4
                America/Los_Angeles 2026-03-05 21:00  5
                America/Los_Angeles 2026-03-06 09:00  6
                Asia/Tokyo          2026-03-07 16:00
                Asia/Tokyo          2026-03-08 21:00  7
                """);
    }

    @Test
    void going_east_across_the_date_line_a_day_of_a_few_hours_can_not_be_missed() {
        kept(OWN, null, """
                Pacific/Honolulu    2026-03-02 08:00  1
                Pacific/Kiritimati  2026-03-03 23:50
                Pacific/Kiritimati  2026-03-04 21:00  2
                """);
    }

    @Test
    void a_day_that_was_there_is_missed_also_by_travellers() {
        kept(OWN, null, """
                Europe/London       2026-03-01 21:00  1
                Asia/Tokyo          2026-03-02 23:00
                Asia/Tokyo          2026-03-04 09:00  1
                """);
    }

    @Test
    void going_west_takes_no_day_away() {
        kept(OWN, null, """
                Pacific/Auckland    2026-03-01 21:00  1
                Pacific/Auckland    2026-03-02 07:00  2
                Pacific/Honolulu    2026-03-01 22:00  2
                Pacific/Honolulu    2026-03-02 22:00  2
                Pacific/Honolulu    2026-03-03 22:00  3
                """);
    }

    @Test
    void apia_had_no_thirtieth_of_december_2011_and_who_moves_away_keeps_that() {
        kept(OWN, null, """
                Pacific/Apia        2011-12-29 21:00  1
                Pacific/Apia        2011-12-31 21:00  2
                Pacific/Apia        2012-01-01 21:00  3
                Europe/Berlin       2012-01-02 21:00  4
                """);
    }

    @Test
    void nights_of_23_and_of_25_hours() {
        kept(OWN, null, """
                Europe/Berlin       2026-03-28 23:59  1
                Europe/Berlin       2026-03-29 03:00  2
                Europe/Berlin       2026-03-30 00:00  3
                Europe/Berlin       2026-10-24 00:00  1
                Europe/Berlin       2026-10-25 23:59  2
                Europe/Berlin       2026-10-26 00:01  3
                """);
        kept(OWN, null, """
                America/Sao_Paulo   2018-11-03 23:59  1
                America/Sao_Paulo   2018-11-04 01:00  2
                America/Sao_Paulo   2018-11-05 00:00  3
                """);
    }

    @Test
    void a_night_owl_s_day_begins_at_four() {
        kept(OWN, "04:00", """
                Europe/Berlin       2026-05-01 23:00  1
                Europe/Berlin       2026-05-03 00:30  2
                Europe/Berlin       2026-05-03 23:00  3
                Europe/Berlin       2026-05-05 03:59  4
                Europe/Berlin       2026-05-05 04:00  5
                """);
        String rule = OWN.replace("timezone: participant", "timezone: Europe/Berlin, day_starts_at: \"04:00\"");
        kept(rule, null, """
                Europe/Berlin       2026-05-01 23:00  1
                Europe/Berlin       2026-05-03 00:30  2
                Europe/Berlin       2026-05-05 03:59  1
                """);
    }

    @Test
    void grace_goes_by_the_clock_that_the_person_had() {
        String rule = OWN.replace("timezone: participant", "timezone: participant, grace_hours: 3");
        kept(rule, null, """
                Europe/Berlin       2026-05-01 23:00  1
                Europe/Berlin       2026-05-03 00:30  2
                Europe/Berlin       2026-05-03 23:00  3
                Europe/Berlin       2026-05-05 00:30  4
                America/Los_Angeles 2026-05-05 20:00  5
                America/Los_Angeles 2026-05-06 20:00  6
                """);
    }

    @Test
    void who_has_no_zone_goes_by_that_of_the_rule() {
        Scenario scenario = Scenario.given(
                OWN.replace("timezone: participant", "timezone: participant, default_timezone: Asia/Tokyo"));
        scenario.when("lesson", "{}", Instant.parse("2026-05-01T14:59:00Z"));
        scenario.when("lesson", "{}", Instant.parse("2026-05-01T15:01:00Z"));
        assertThat(scenario.state().streaks().get("lessons").length()).isEqualTo(2);
    }

    @Test
    void caps_and_streaks_of_challenges_count_the_same_days() {
        String rules = """
                kind: earn_rule
                id: lesson
                event_type: lesson
                grant: { amount: 10 }
                cap: { amount: 10, period: day, timezone: participant, day_starts_at: "04:00" }
                ---
                kind: challenge
                id: three
                title: Three days
                timezone: participant
                objectives: [{ id: days, label: Days, evaluator: streak, event_type: lesson, target: 30 }]
                ---
                """ + OWN;
        Scenario scenario = kept(rules, "04:00", """
                Asia/Tokyo          2026-05-01 21:00  1
                Asia/Tokyo          2026-05-02 03:59  1
                Asia/Tokyo          2026-05-02 04:00  2
                """);
        assertThat(scenario.state().lifetimePoints()).isEqualTo(20);
        assertThat(scenario.state().challenge("three").objective("days").progress())
                .isEqualByComparingTo("2");
    }

    @Test
    void conditions_see_the_profile() {
        Scenario scenario = Scenario.given("""
                kind: earn_rule
                id: pro
                event_type: lesson
                when: profile.attributes.plan == 'pro' && has(profile.timezone) && !profile.hidden
                grant: { amount: 5 }
                """);
        scenario.when("lesson", "{}");
        assertThat(scenario.state().lifetimePoints()).isZero();
        Profile pro = new Profile(
                "Ada",
                null,
                "Europe/Berlin",
                null,
                JsonNodeFactory.instance.objectNode().put("plan", "pro"),
                false,
                List.of());
        scenario.whenOrdered(new PersonCommand.SetProfile(pro)).when("lesson", "{}");
        assertThat(scenario.state().lifetimePoints()).isEqualTo(5);
    }

    @Test
    void a_pause_joins_what_it_lies_between_whether_it_is_set_before_or_after() {
        Instant may = Instant.parse("2026-05-01T10:00:00Z");
        PersonCommand.Pause holiday =
                new PersonCommand.Pause(LocalDate.of(2026, 5, 2), LocalDate.of(2026, 5, 10), "holiday");
        Instant eleventh = may.plus(Duration.ofDays(10));
        Scenario before = Scenario.given(OWN)
                .when("lesson", "{}", may, may)
                .whenOrdered(holiday, may)
                .when("lesson", "{}", eleventh, eleventh);
        assertThat(before.state().streaks().get("lessons").length()).isEqualTo(2);

        Scenario after = Scenario.given(OWN).when("lesson", "{}", may, may).when("lesson", "{}", eleventh, eleventh);
        assertThat(after.state().streaks().get("lessons").length()).isEqualTo(1);
        after.whenOrdered(holiday, eleventh);
        assertThat(after.outcomes(StreakOutcome.class)).singleElement().satisfies(outcome -> {
            assertThat(outcome.from()).isEqualTo(1);
            assertThat(outcome.to()).isEqualTo(2);
        });
        assertThat(after.state().streaks()).isEqualTo(before.state().streaks());
    }

    @Test
    void a_week_is_free_when_all_of_its_days_are() {
        Instant monday = Instant.parse("2026-05-04T10:00:00Z");
        Instant later = monday.plus(Duration.ofDays(14));
        String weekly = OWN.replace("period: day", "period: week");
        Scenario whole = Scenario.given(weekly)
                .when("lesson", "{}", monday, monday)
                .whenOrdered(new PersonCommand.Pause(LocalDate.of(2026, 5, 11), LocalDate.of(2026, 5, 17), "ill"))
                .when("lesson", "{}", later, later);
        assertThat(whole.state().streaks().get("lessons").length()).isEqualTo(2);
        Scenario part = Scenario.given(weekly)
                .when("lesson", "{}", monday, monday)
                .whenOrdered(new PersonCommand.Pause(LocalDate.of(2026, 5, 11), LocalDate.of(2026, 5, 16), "ill"))
                .when("lesson", "{}", later, later);
        assertThat(part.state().streaks().get("lessons").length()).isEqualTo(1);
    }

    @Test
    void what_was_read_in_another_zone_closes_no_gap_when_the_rule_goes_by_the_clock() {
        StreakTerms tokyo =
                new StreakTerms(Period.DAY, ZoneId.of("Asia/Tokyo"), Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        StreakState state = StreakState.start(Period.DAY)
                .after(Instant.parse("2026-05-10T03:00:00Z"), tokyo)
                .after(Instant.parse("2026-05-11T23:00:00Z"), tokyo);
        assertThat(state.length()).isEqualTo(1);
        assertThat(state.recounted(StreakTerms.PLAIN_DAYS).length()).isEqualTo(1);
    }
}
