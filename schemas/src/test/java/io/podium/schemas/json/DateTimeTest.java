package io.podium.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Two parsers read dates of clients; which of them read one must never be seen. */
class DateTimeTest {

    @Property(tries = 20_000)
    void a_date_time_is_read_as_java_time_reads_it(@ForAll("dateTimes") String text) {
        assertSame(text);
    }

    @Property(tries = 20_000)
    void a_text_that_is_nearly_one_is_judged_as_java_time_judges_it(
            @ForAll("dateTimes") String text, @ForAll("characters") char character, @ForAll int where) {
        StringBuilder changed = new StringBuilder(text);
        int at = Math.floorMod(where, text.length());
        assertSame(changed.insert(at, character).toString());
        assertSame(changed.deleteCharAt(at).deleteCharAt(at).toString());
        assertSame(changed.insert(at, character).toString());
    }

    @Example
    void rare_forms_are_judged_as_java_time_judges_them() {
        for (String text : new String[] {
            "",
            "2026-04-30T",
            "2026-04-30T10",
            "2026-04-30T10:42",
            "2026-04-30T10:42Z",
            "2026-04-30 10:42:00Z",
            "2026-04-30t10:42:00z",
            "2026-04-30T10:42:60Z",
            "2026-04-30T24:00:00Z",
            "2026-02-29T00:00:00Z",
            "2028-02-29T00:00:00Z",
            "2026-04-30T10:42:00-00:00",
            "2026-04-30T10:42:00.Z",
            "2026-04-30T10:42:00,5Z",
            "2026-04-30T10:42:00+18:00",
            "2026-04-30T10:42:00-18:01",
            "2026-04-30T10:42:00+05:30:15",
            "-001-01-01T00:00:00Z",
            "+12026-04-30T10:42:00Z",
        }) {
            assertSame(text);
        }
    }

    @Example
    void a_leap_second_is_the_end_of_its_day_in_utc() {
        Instant end = Instant.parse("2016-12-31T23:59:59.999999999Z");
        for (String text : new String[] {
            "2016-12-31T23:59:60Z", "2016-12-31t23:59:60z", "2016-12-31T23:59:60.5Z", "2016-12-31T15:59:60-08:00"
        }) {
            assertThat(DateTime.parse(text)).as(text).isEqualTo(end);
        }
        for (String text : new String[] {"2016-12-31T23:58:60Z", "2016-12-31T23:59:60+01:00", "2016-12-31T23:59:61Z"}) {
            assertThat(read(DateTime::parse, text)).as(text).isEmpty();
        }
    }

    @Example
    void digits_beyond_nanoseconds_are_cut() {
        Instant cut = Instant.parse("2026-11-26T10:00:00.123456789Z");
        assertThat(DateTime.parse("2026-11-26T10:00:00.1234567890123Z")).isEqualTo(cut);
        assertThat(DateTime.parse("2026-11-26T12:00:00.1234567899999999999999+02:00"))
                .isEqualTo(cut);
        assertThat(read(DateTime::parse, "2026-11-26T10:00:00.1234567890123")).isEmpty();
    }

    @Provide
    Arbitrary<String> dateTimes() {
        Arbitrary<Instant> instants = Combinators.combine(
                        Arbitraries.longs()
                                .between(
                                        Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
                                        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()),
                        Arbitraries.of(0, 500_000_000, 120_000_000, 7_000_000, 7_000, 7),
                        Arbitraries.of(true, false))
                .as((seconds, nanos, exact) -> Instant.ofEpochSecond(seconds, exact ? nanos : 0));
        Arbitrary<ZoneOffset> offsets = Arbitraries.oneOf(
                Arbitraries.just(ZoneOffset.UTC),
                Arbitraries.integers()
                        .between(-18 * 60, 18 * 60)
                        .map(minutes -> ZoneOffset.ofTotalSeconds(60 * minutes)));
        return Combinators.combine(instants, offsets)
                .as((instant, offset) -> instant.atOffset(offset).toString());
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.of(
                "0123456789TtZz:-+., /é٣".chars().mapToObj(c -> (char) c).toList());
    }

    /** Only digits beyond nanoseconds and leap seconds are read though java.time does not. */
    private static void assertSame(String text) {
        String cut = text.replaceFirst("(\\.[0-9]{9})[0-9]+", "$1");
        Optional<Instant> read = read(DateTime::parse, text);
        if (text.contains(":60") && read.isPresent()) {
            assertThat(read.get().plusNanos(1))
                    .as("%s, a leap second: the end of a day, wherever its offset puts it", text)
                    .isEqualTo(read.get().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
            return;
        }
        assertThat(read)
                .as(text)
                .isEqualTo(read(given -> OffsetDateTime.parse(given).toInstant(), cut));
    }

    /** What a parser makes of a text; nothing where it is none. Any other failure is one of the parser's. */
    private static Optional<Instant> read(Function<String, Instant> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
