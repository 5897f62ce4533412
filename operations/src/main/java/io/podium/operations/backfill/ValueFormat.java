package io.podium.operations.backfill;

import io.podium.schemas.json.DateTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How numbers and times are written in the columns of an import.
 *
 * @param decimal between the whole and the rest of a number
 * @param thousands between groups of three digits; null where they are not grouped
 * @param date pattern of times, as {@link DateTimeFormatter} has them; null for RFC 3339 alone
 * @param zone of times that name none; null where each does
 */
record ValueFormat(
        char decimal,
        @Nullable Character thousands,
        @Nullable DateTimeFormatter date,
        @Nullable ZoneId zone) {

    /** Numbers as JSON has them, times as RFC 3339 does. */
    static final ValueFormat PLAIN = new ValueFormat('.', null, null, null);

    /**
     * A number.
     *
     * @throws NumberFormatException when it is not written so
     */
    BigDecimal number(String text) {
        if (decimal == '.' && thousands == null) {
            return new BigDecimal(text);
        }
        String point = Pattern.quote(String.valueOf(decimal));
        String group = thousands == null ? "" : Pattern.quote(thousands.toString());
        String whole = thousands == null ? "[0-9]{1,50}" : "([0-9]{1,50}|[0-9]{1,3}(" + group + "[0-9]{3}){1,16})";
        if (!text.matches("[-+]?" + whole + "(" + point + "[0-9]{1,50})?")) {
            throw new NumberFormatException(text);
        }
        String plain = thousands == null ? text : text.replace(thousands.toString(), "");
        return new BigDecimal(plain.replace(decimal, '.'));
    }

    /**
     * A time by the pattern, or by RFC 3339, which no pattern forbids.
     *
     * @throws DateTimeException when it is neither, or names no zone where none is set
     */
    Instant instant(String text) {
        if (date != null) {
            try {
                return instant(date.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            } catch (DateTimeException e) {
                if (text.length() <= 10 || text.charAt(10) != 'T') {
                    throw e;
                }
            }
        }
        return DateTime.parse(text);
    }

    private Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime time) {
            return time.toInstant();
        } else if (zone == null) {
            throw new DateTimeException("expected a time zone");
        }
        LocalDateTime local = parsed instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) parsed;
        return local.atZone(zone).toInstant();
    }
}
