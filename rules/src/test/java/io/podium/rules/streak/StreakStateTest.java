package io.podium.rules.streak;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.period.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreakStateTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @Test
    void the_same_day_counts_once_the_next_one_more_and_a_missed_one_resets() {
        StreakTerms terms = terms(BERLIN, 0, "0", 0);
        assertThat(lengths(
                        terms, BERLIN, "2026-05-01T08:00", "2026-05-01T23:59", "2026-05-02T00:00", "2026-05-04T09:00"))
                .containsExactly(1L, 1L, 2L, 1L);
    }

    @Test
    void days_are_those_of_the_time_zone() {
        assertThat(lengths(terms(BERLIN, 0, "0", 0), ZoneId.of("UTC"), "2026-05-01T21:59", "2026-05-01T22:00"))
                .containsExactly(1L, 2L);
        assertThat(lengths(
                        terms(ZoneId.of("UTC"), 0, "0", 0), ZoneId.of("UTC"), "2026-05-01T21:59", "2026-05-01T22:00"))
                .containsExactly(1L, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Berlin: the night of 23 hours, and the night of 25
                "Europe/Berlin 2026-03-28T23:30 2026-03-29T00:10 2026-03-30T23:59",
                "Europe/Berlin 2026-10-24T00:00 2026-10-25T23:59 2026-10-26T23:59",
                // Sao Paulo 2018: clocks went forward at midnight, so that 4 November began at 01:00
                "America/Sao_Paulo 2018-11-03T23:59 2018-11-04T01:00 2018-11-05T00:30",
                "America/Sao_Paulo 2018-02-17T00:10 2018-02-18T23:50 2018-02-19T00:00",
            })
    void a_streak_goes_on_across_a_change_of_daylight_saving(String text) {
        String[] parts = text.split(" ");
        ZoneId zone = ZoneId.of(parts[0]);
        assertThat(lengths(terms(zone, 0, "0", 0), zone, parts[1], parts[2], parts[3]))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void the_end_of_a_day_without_midnight_is_where_the_next_one_begins() {
        Period day = Period.DAY;
        long third = day.indexOf(Instant.parse("2018-11-03T12:00:00Z"), SAO_PAULO);
        assertThat(day.endOf(third, SAO_PAULO)).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // The day missed ends at midnight; six hours later its grace is over.
        "2026-05-03T05:59:59, 2",
        "2026-05-03T06:00:00, 1",
        "2026-05-03T00:00:00, 2",
    })
    void an_action_within_the_grace_saves_the_day_before_it(String then, long length) {
        StreakTerms terms = terms(BERLIN, 6, "0", 0);
        assertThat(lengths(terms, BERLIN, "2026-05-01T08:00", then)).last().isEqualTo(length);
    }

    @Test
    void a_grace_longer_than_a_day_saves_several() {
        StreakTerms terms = terms(BERLIN, 30, "0", 0);
        assertThat(lengths(terms, BERLIN, "2026-05-01T08:00", "2026-05-04T05:00"))
                .containsExactly(1L, 2L);
        assertThat(lengths(terms, BERLIN, "2026-05-01T08:00", "2026-05-04T06:00"))
                .containsExactly(1L, 1L);
    }

    @Test
    void a_freeze_saves_a_missed_day_and_is_used_up() {
        StreakTerms terms = terms(BERLIN, 0, "0.5", 2);
        assertThat(lengths(
                        terms,
                        BERLIN,
                        "2026-05-01T08:00",
                        "2026-05-02T08:00", // one freeze earned
                        "2026-05-04T08:00", // used; half a new one
                        "2026-05-06T08:00")) // half a freeze saves nothing
                .containsExactly(1L, 2L, 3L, 1L);
    }

    @Test
    void freezes_that_were_not_enough_are_used_up_and_the_stock_is_bounded() {
        StreakTerms terms = terms(BERLIN, 0, "1", 2);
        StreakState state = StreakState.start(Period.DAY);
        for (int day = 1; day <= 9; day++) {
            state = state.after(at(BERLIN, "2026-05-0" + day + "T08:00"), terms);
        }
        assertThat(state.chain(terms).freezes()).isEqualByComparingTo("2");
        state = state.after(at(BERLIN, "2026-05-13T08:00"), terms);
        assertThat(state.length()).as("three missed, two freezes").isEqualTo(1);
        assertThat(state.chain(terms).freezes())
                .as("one for the day that began anew")
                .isEqualByComparingTo("1");
        assertThat(state.longest()).isEqualTo(9);
    }

    @Test
    void weeks_begin_on_monday_and_months_on_the_first() {
        ZoneId utc = ZoneId.of("UTC");
        StreakTerms weeks = new StreakTerms(Period.WEEK, utc, Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        assertThat(lengths(weeks, utc, "2026-05-03T23:59", "2026-05-04T00:00", "2026-05-17T23:59"))
                .containsExactly(1L, 2L, 3L);
        StreakTerms months = new StreakTerms(Period.MONTH, utc, Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        assertThat(lengths(months, utc, "2025-12-31T23:59", "2026-01-01T00:00", "2026-02-28T00:00", "2026-04-01T00:00"))
                .containsExactly(1L, 2L, 3L, 1L);
    }

    @Test
    void a_thousand_orders_of_the_same_actions_give_the_same_streak() {
        StreakTerms terms = terms(BERLIN, 6, "0.5", 2);
        Random random = new Random(7);
        List<Instant> actions = new ArrayList<>();
        Instant start = at(BERLIN, "2026-03-01T00:00");
        for (int i = 0; i < 60; i++) {
            actions.add(start.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 60))));
        }
        Collections.sort(actions);
        StreakState inOrder = all(actions, terms);
        assertThat(inOrder.length()).isGreaterThan(3);
        for (int i = 0; i < 1_000; i++) {
            Collections.shuffle(actions, random);
            StreakState shuffled = all(actions, terms);
            assertThat(shuffled.length()).isEqualTo(inOrder.length());
            assertThat(shuffled.ticks()).isEqualTo(inOrder.ticks());
            assertThat(shuffled.chain(terms)).isEqualTo(inOrder.chain(terms));
        }
    }

    @Test
    void memory_is_bounded_and_what_is_folded_away_can_not_be_changed_any_more() {
        StreakTerms terms = terms(BERLIN, 0, "0", 0);
        StreakState state = StreakState.start(Period.DAY);
        Instant first = at(BERLIN, "2026-01-01T12:00");
        for (int i = 0; i < 400; i++) {
            state = state.after(first.plus(Duration.ofDays(2L * i)), terms);
        }
        assertThat(state.ticks().runs()).hasSize(StreakState.KEPT_RUNS);
        assertThat(state.isTooOld(first, terms)).isTrue();
        assertThat(state.isTooOld(first.plus(Duration.ofDays(790)), terms)).isFalse();
        assertThat(state.length()).isEqualTo(1);
    }

    @Test
    void a_folded_chain_goes_on() {
        StreakTerms terms = terms(BERLIN, 0, "1", 1);
        StreakState state = StreakState.start(Period.DAY);
        Instant first = at(BERLIN, "2026-01-01T12:00");
        for (int i = 0; i < 400; i++) {
            state = state.after(first.plus(Duration.ofDays(2L * i)), terms);
        }
        assertThat(state.length()).as("each gap was frozen").isEqualTo(400);
    }

    @Test
    void an_action_within_the_grace_is_credited_to_the_missed_evening() {
        StreakTerms terms = terms(BERLIN, 3, "0", 0);
        assertThat(lengths(
                        terms, BERLIN, "2026-11-02T23:00", "2026-11-04T00:30", "2026-11-04T23:00", "2026-11-06T00:30"))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(lengths(terms, BERLIN, "2026-11-02T23:00", "2026-11-04T00:30", "2026-11-05T10:00"))
                .as("one action is one night, and does not leave a gap")
                .containsExactly(1L, 2L, 3L);
        assertThat(lengths(terms, BERLIN, "2026-11-04T00:30", "2026-11-04T23:00"))
                .as("there was no streak to save")
                .containsExactly(1L, 1L);
        assertThat(lengths(terms, BERLIN, "2026-11-02T23:00", "2026-11-04T03:00"))
                .containsExactly(1L, 1L);
    }

    @Test
    void a_date_that_the_zone_skipped_neither_breaks_nor_counts() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        assertThat(lengths(terms(apia, 0, "0", 0), apia, "2011-12-29T12:00", "2011-12-31T12:00", "2012-01-01T12:00"))
                .containsExactly(1L, 2L, 3L);
        assertThat(lengths(terms(apia, 0, "0", 0), apia, "2011-12-28T12:00", "2011-12-31T12:00"))
                .containsExactly(1L, 1L);
        assertThat(lengths(terms(apia, 0, "1", 1), apia, "2011-12-28T12:00", "2011-12-31T12:00"))
                .as("one freeze for the 29th")
                .containsExactly(1L, 2L);
    }

    @Test
    void whoever_acts_no_more_has_a_streak_that_lapsed() {
        StreakState state =
                StreakState.start(Period.DAY).after(at(BERLIN, "2026-11-02T10:00"), terms(BERLIN, 0, "0", 0));
        StreakTerms plain = terms(BERLIN, 0, "0", 0);
        assertThat(state.isActive(at(BERLIN, "2026-11-03T23:59"), plain)).isTrue();
        assertThat(state.isActive(at(BERLIN, "2026-11-04T00:00"), plain)).isFalse();
        assertThat(state.isActive(at(BERLIN, "2026-11-04T02:59"), terms(BERLIN, 3, "0", 0)))
                .isTrue();
        assertThat(state.isActive(at(BERLIN, "2026-11-04T03:00"), terms(BERLIN, 3, "0", 0)))
                .isFalse();
        assertThat(state.isActive(at(BERLIN, "2026-11-04T12:00"), terms(BERLIN, 0, "1", 1)))
                .isTrue();
        assertThat(state.isActive(at(BERLIN, "2026-11-05T12:00"), terms(BERLIN, 0, "1", 1)))
                .isFalse();
    }

    private static StreakState all(List<Instant> actions, StreakTerms terms) {
        StreakState state = StreakState.start(Period.DAY);
        for (Instant at : actions) {
            state = state.after(at, terms);
        }
        return state;
    }

    private static List<Long> lengths(StreakTerms terms, ZoneId zone, String... actions) {
        List<Long> lengths = new ArrayList<>();
        StreakState state = StreakState.start(terms.period());
        for (Instant at : Stream.of(actions).map(action -> at(zone, action)).toList()) {
            state = state.after(at, terms);
            lengths.add(state.length());
        }
        return lengths;
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static StreakTerms terms(ZoneId zone, int graceHours, String freezesPerPeriod, int maxFreezes) {
        return new StreakTerms(
                Period.DAY,
                zone,
                Duration.ofHours(graceHours),
                new BigDecimal(freezesPerPeriod),
                BigDecimal.valueOf(maxFreezes));
    }
}
