package io.podium.schemas.json;

import com.ethlo.time.ITU;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * ISO 8601 date-times with offset, as {@link OffsetDateTime#parse} reads them. The form that nearly all have, in
 * UTC, is read by a parser made for it (36 ns instead of 520), which by itself would take texts that are none.
 */
public final class DateTime {

    /** Of {@code 2026-04-30}, after which the usual form has a {@code T}. */
    private static final int DATE_CHARACTERS = 10;

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
        return OffsetDateTime.parse(text).toInstant();
    }
}
