package io.podium.rules.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeDaysTest {

    private static DayClock clock(String zone) {
        return new DayClock(ZoneId.of(zone), LocalTime.MIDNIGHT);
    }

    @ParameterizedTest(name = "{0} to {1} at {2}")
    @CsvSource(textBlock = """
            Asia/Tokyo,          America/Los_Angeles, 2026-03-03T18:00,
            America/Los_Angeles, America/Los_Angeles, 2026-03-03T18:00,
            America/Los_Angeles, Europe/London,       2026-03-03T18:00,
            Europe/Berlin,       Europe/Helsinki,     2026-03-03T23:30,
            America/Los_Angeles, Asia/Tokyo,          2026-03-03T22:00, 2026-03-04
            America/Los_Angeles, Asia/Tokyo,          2026-03-03T03:00, 2026-03-03
            America/Los_Angeles, Asia/Tokyo,          2026-03-03T10:00, 2026-03-03
            America/Los_Angeles, Asia/Tokyo,          2026-03-03T13:00,
            Pacific/Honolulu,    Pacific/Kiritimati,  2026-03-03T20:00, 2026-03-04
            Pacific/Honolulu,    Pacific/Kiritimati,  2026-03-03T00:00, 2026-03-03
            """)
    void a_journey_east_makes_days_free_of_which_less_than_twelve_hours_were_left(
            String from, String to, LocalDateTime left, String free) {
        Instant at = left.atZone(ZoneId.of(from)).toInstant();
        FreeDays days = FreeDays.NONE.afterJourney(clock(from), clock(to), at);
        assertThat(days.ranges().keySet().stream().map(LocalDate::ofEpochDay).map(LocalDate::toString))
                .containsExactlyElementsOf(free == null ? List.of() : List.of(free));
    }

    @Test
    void whoever_sets_the_zone_to_and_fro_gets_one_free_day_in_seven() {
        FreeDays days = FreeDays.NONE;
        for (int day = 1; day <= 15; day++) {
            Instant at = LocalDateTime.of(2026, 3, day, 20, 0)
                    .atZone(ZoneId.of("Pacific/Honolulu"))
                    .toInstant();
            days = days.afterJourney(clock("Pacific/Honolulu"), clock("Pacific/Kiritimati"), at)
                    .afterJourney(clock("Pacific/Kiritimati"), clock("Pacific/Honolulu"), at);
        }
        assertThat(days.ranges().keySet().stream().map(LocalDate::ofEpochDay).map(LocalDate::getDayOfMonth))
                .containsExactly(2, 10);
    }

    @Test
    void zones_that_moved_across_the_date_line_skipped_a_day() {
        assertThat(FreeDays.skippedBy(ZoneId.of("Pacific/Apia")).ranges())
                .containsOnlyKeys(LocalDate.of(2011, 12, 30).toEpochDay());
        assertThat(FreeDays.skippedBy(ZoneId.of("Pacific/Kwajalein")).ranges())
                .containsOnlyKeys(LocalDate.of(1993, 8, 21).toEpochDay());
        assertThat(FreeDays.skippedBy(ZoneId.of("America/Sao_Paulo"))).isEqualTo(FreeDays.NONE);
    }

    @Property(tries = 300)
    void ranges_say_the_same_as_a_set_of_days(
            @ForAll @Size(max = 30) List<@IntRange(min = -20, max = 60) Integer> days,
            @ForAll @IntRange(min = 0, max = 4) int length) {
        FreeDays free = FreeDays.NONE;
        TreeSet<Long> set = new TreeSet<>();
        for (int day : days) {
            free = free.with(day, day + length);
            LongStream.rangeClosed(day, day + length).forEach(set::add);
        }
        for (long day = -25; day < 70; day++) {
            assertThat(free.hasAll(day, day)).isEqualTo(set.contains(day));
            assertThat(free.hasAll(day, day + 2)).isEqualTo(set.containsAll(List.of(day, day + 1, day + 2)));
        }
    }

    @Test
    void only_the_latest_ranges_are_kept() {
        FreeDays free = FreeDays.NONE;
        for (long day = 0; day < 2 * FreeDays.MAX_RANGES + 2; day += 2) {
            free = free.with(day, day);
        }
        assertThat(free.ranges()).hasSize(FreeDays.MAX_RANGES);
        assertThat(free.hasAll(0, 0)).isFalse();
        assertThat(free.hasAll(2, 2)).isTrue();
    }
}
