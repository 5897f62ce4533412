package io.podium.rules.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendar periods have neither gaps nor overlaps, in any zone. */
class PeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Where on 2018-11-04 the clocks went from midnight to one. */
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    /** Where there was no 2011-12-30. */
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    @ParameterizedTest
    @CsvSource({
        "DAY, 1970-01-01T00:00:00Z, 0, 1970-01-01",
        "DAY, 1969-12-31T23:59:59.999Z, -1, 1969-12-31",
        "DAY, 2026-04-30T10:42:00Z, 20573, 2026-04-30",
        "WEEK, 1970-01-01T00:00:00Z, 0, 1970-W01",
        "WEEK, 1970-01-04T23:59:59Z, 0, 1970-W01",
        "WEEK, 1970-01-05T00:00:00Z, 1, 1970-W02",
        "WEEK, 1969-12-28T23:59:59Z, -1, 1969-W52",
        "WEEK, 2026-12-31T00:00:00Z, 2974, 2026-W53",
        "WEEK, 2027-01-03T00:00:00Z, 2974, 2026-W53",
        "MONTH, 1970-01-01T00:00:00Z, 23640, 1970-01",
        "MONTH, 1969-12-31T00:00:00Z, 23639, 1969-12",
        "MONTH, 2026-04-30T23:59:59Z, 24315, 2026-04",
    })
    void each_instant_is_in_one_period_that_has_a_number_and_a_name(
            Period period, Instant instant, long number, String name) {
        assertThat(period.indexOf(instant, ZoneOffset.UTC)).isEqualTo(number);
        assertThat(period.isoName(number)).isEqualTo(name);
    }

    @Test
    void a_day_begins_at_midnight_of_its_zone_and_lasts_as_long_as_the_zone_makes_it() {
        Instant before = Instant.parse("2026-03-28T22:59:59Z");
        long day = Period.DAY.indexOf(before, BERLIN);
        assertThat(Period.DAY.endOf(day, BERLIN)).isEqualTo(Instant.parse("2026-03-28T23:00:00Z"));
        assertThat(Period.DAY.endOf(day + 1, BERLIN))
                .as("of 23 hours")
                .isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
    }

    @Test
    void a_day_without_midnight_begins_when_its_first_hour_does() {
        long day = Period.DAY.indexOf(Instant.parse("2018-11-03T12:00:00Z"), SAO_PAULO);
        assertThat(Period.DAY.endOf(day, SAO_PAULO)).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
    }

    @Test
    void a_day_that_a_place_never_had_is_over_when_it_begins() {
        long day = Period.DAY.indexOf(Instant.parse("2011-12-30T09:00:00Z"), APIA);
        assertThat(Period.DAY.isoName(day)).isEqualTo("2011-12-29");
        assertThat(Period.DAY.endOf(day, APIA)).isEqualTo(Period.DAY.endOf(day + 1, APIA));
    }

    /** From the year 1900 to 2100. */
    @Property
    void the_end_of_a_period_is_the_first_instant_of_the_next(
            @ForAll Period period, @ForAll @LongRange(min = -2_208_988_800L, max = 4_102_444_800L) long second) {
        Instant instant = Instant.ofEpochSecond(second);
        for (ZoneId zone : new ZoneId[] {ZoneOffset.UTC, BERLIN, SAO_PAULO}) {
            long number = period.indexOf(instant, zone);
            Instant end = period.endOf(number, zone);
            assertThat(instant).isBefore(end);
            assertThat(period.indexOf(end, zone)).isEqualTo(number + 1);
            assertThat(period.indexOf(end.minusNanos(1), zone)).isEqualTo(number);
        }
    }
}
