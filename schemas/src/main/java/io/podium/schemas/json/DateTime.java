package io.podium.schemas.json;

import com.ethlo.time.ITU;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Date-times of RFC 3339, and what {@link OffsetDateTime#parse} reads beyond it: without seconds, with an offset of
 * hours only, with a point and no fraction. Other forms of ISO 8601 (a blank for the T, +0530, 24:00, week dates) are
 * none. Of a fraction nine digits count. A leap second is the last nanosecond before it, so that it is in the day
 * that it ends. The form that nearly all have, in UTC, is read by a parser made for it (36 ns instead of 520), which
 * by itself would take texts that are none.
 */
public final class DateTime {

    /** Of {@code 2026-04-30}, after which the usual form has a {@code T}. */
    private static final int DATE_CHARACTERS = 10;

    private static final Pattern LONG_FRACTION =
            Pattern.compile("([^.]{19,25}\\.[0-9]{9})[0-9]+([Zz]|[+-][0-9:]{2,8})");
    private static final Pattern LEAP_SECOND = Pattern.compile("([^.]{16}:)60(?:\\.[0-9]+)?([Zz]|[+-][0-9:]{2,8})");
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59, 999_999_999);

    private DateTime() {}

    /**
     * The instant of a date-time.
     *
     * @throws DateTimeException when the text is none
     */
    public static Instant parse(String text) {
        if (text.endsWith("Z") && text.indexOf('T') == DATE_CHARACTERS) {
            try {
                ParsePosition end = new ParsePosition(0);
                Instant instant = ITU.parseDateTime(text, end).toInstant();
                if (end.getIndex() == text.length()) {
                    return instant;
                }
            } catch (DateTimeException e) {
                // A rarer form, or none.
            }
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return rare(text, e);
        }
    }

    private static Instant rare(String text, DateTimeException refusal) {
        Matcher fraction = LONG_FRACTION.matcher(text);
        if (fraction.matches()) {
            return parse(fraction.group(1) + fraction.group(2));
        }
        Matcher leap = LEAP_SECOND.matcher(text);
        if (leap.matches()) {
            OffsetDateTime last = OffsetDateTime.parse(leap.group(1) + "59.999999999" + leap.group(2));
            if (last.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime().equals(END_OF_DAY)) {
                return last.toInstant();
            }
        }
        throw refusal;
    }
}
