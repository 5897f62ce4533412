package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.schemas.event.AcceptedEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants and durations in conditions, at their edges. */
class TimeFunctionsTest {

    /** A Tuesday, the 121st day of a leap year; in Berlin it is May already. */
    private static final Instant AT = Instant.parse("2024-04-30T22:30:15.678Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "occurred_at.getFullYear() == 2024",
                "occurred_at.getMonth() == 3",
                "occurred_at.getDate() == 30",
                "occurred_at.getDayOfMonth() == 29",
                "occurred_at.getDayOfWeek() == 2",
                "occurred_at.getDayOfYear() == 120",
                "occurred_at.getHours() == 22",
                "occurred_at.getMinutes() == 30",
                "occurred_at.getSeconds() == 15",
                "occurred_at.getMilliseconds() == 678",
                "occurred_at.getDate('Europe/Berlin') == 1",
                "occurred_at.getDayOfMonth('Europe/Berlin') == 0",
                "occurred_at.getMonth('Europe/Berlin') == 4",
                "occurred_at.getHours('America/New_York') == 18",
                "occurred_at.getMinutes('05:45') == 15",
                "occurred_at.getHours('+05:45') == 4",
                "occurred_at.getHours('-02:00') == 20",
                "timestamp('2024-05-05T00:00:00Z').getDayOfWeek() == 0",
                "timestamp('2024-05-04T00:00:00Z').getDayOfWeek() == 6",
                "timestamp('2024-01-01T00:00:00Z').getDayOfYear() == 0",
                "timestamp('2024-12-31T00:00:00Z').getDayOfYear() == 365",
            })
    void parts_of_an_instant_are_those_of_its_place(String text) {
        assertThat(judge(text)).isEqualTo(new Judgement.Holds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duration('1h30m') == duration('90m')",
                "duration('1h30m').getHours() == 1",
                "duration('1h30m').getMinutes() == 90",
                "duration('1h30m').getSeconds() == 5400",
                "duration('1.678s').getMilliseconds() == 678",
                "duration('-1.5s') == duration('0s') - duration('1500ms')",
                "duration('1s') == duration('1000000us') && duration('1s') == duration('1000000000ns')",
                "duration('0') == duration('0h')",
                "string(duration('90m')) == '5400s' && string(duration('0')) == '0s'",
                "string(duration('-20ms')) == '-0.02s'",
                "duration(duration('5s')) == duration('5s')",
                "timestamp(timestamp(0)) == timestamp('1970-01-01T00:00:00Z')",
                "timestamp(1.5) - timestamp(0) == duration('1500ms')",
                "timestamp(-1) == timestamp('1969-12-31T23:59:59Z')",
                "int(timestamp('1970-01-01T00:01:00Z')) == 60",
                "occurred_at + duration('1h') - duration('1h') == occurred_at",
                "duration('1h') + occurred_at > occurred_at",
                "duration('2h') - duration('30m') + duration('10s') == duration('5410s')",
                "duration('-1s') < duration('0') && duration('1m') > duration('59s')",
                "timestamp('0001-01-01T00:00:00Z') < timestamp('9999-12-31T23:59:59.999999999Z')",
                "duration('87660000h') > duration('0')",
            })
    void durations_and_instants_are_calculated_with_exactly(String text) {
        assertThat(judge(text)).isEqualTo(new Judgement.Holds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp('0001-01-01T00:00:00Z') - duration('1ns') < occurred_at|numeric_overflow",
                "timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns') > occurred_at|numeric_overflow",
                "duration('87660000h') + duration('1ns') > duration('0')|numeric_overflow",
                "duration('-87660000h') - duration('1ns') < duration('0')|numeric_overflow",
                "duration('87660001h') > duration('0')|numeric_overflow",
                "duration(event_type) > duration('0')|invalid_argument",
                "duration('1h' + event_type) > duration('0')|invalid_argument",
                "duration('-' + source) > duration('0')|invalid_argument",
                "duration('1' + source) > duration('0')|invalid_argument",
                "timestamp(event_type) > occurred_at|invalid_argument",
                "timestamp(1e30) > occurred_at|invalid_argument",
                "occurred_at.getHours(event_type) > 0|invalid_argument",
                "occurred_at.getHours('25:00') > 0|invalid_argument",
                "duration(dyn(5)) > duration('0')|overload_not_found",
                "timestamp(dyn(true)) > occurred_at|overload_not_found",
                "dyn(duration('1h')).getFullYear() > 0|overload_not_found",
                "dyn(duration('1h')).getHours('Europe/Berlin') > 0|overload_not_found",
                "dyn(duration('1h')) - dyn(occurred_at) == occurred_at|overload_not_found",
                "dyn(occurred_at) + dyn(occurred_at) == occurred_at|overload_not_found",
            })
    void what_is_beyond_an_edge_is_a_failure_in_stable_words(String text, String code) {
        assertThat(judge(text)).isEqualTo(new Judgement.Undecided("when_failed: " + code));
    }

    @Property
    void a_duration_is_read_back_from_its_text(
            @ForAll @LongRange(min = -315_576_000_000L, max = 315_576_000_000L) long seconds,
            @ForAll @LongRange(min = 0, max = 999_999_999L) long nanos) {
        Duration duration = Duration.ofSeconds(seconds, seconds == 315_576_000_000L ? 0 : nanos);
        assertThat(TimeFunctions.duration(TimeFunctions.text(duration))).isEqualTo(duration);
    }

    @Property
    void seconds_since_1970_are_read_back(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long seconds) {
        Object instant = TimeFunctions.timestamp(BigDecimal.valueOf(seconds));
        assertThat(TimeFunctions.epochSeconds((Instant) instant)).isEqualByComparingTo(BigDecimal.valueOf(seconds));
    }

    private static Judgement judge(String text) {
        AcceptedEvent event = new AcceptedEvent(
                "evt_1", "t", "p", "walk", JsonNodeFactory.instance.objectNode(), AT, null, null, null, false);
        return Condition.parse(text).judge(EventVariables.of(event));
    }
}
