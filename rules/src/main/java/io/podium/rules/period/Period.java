package io.podium.rules.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;

/**
 * Calendar periods of a time zone, numbered without gaps so that neighbours differ by 1: days since 1970-01-01, weeks
 * from Monday (ISO 8601), months since year 0. A day is as long as the zone makes it.
 */
public enum Period {
    DAY {
        @Override
        long indexOf(LocalDate date) {
            return date.toEpochDay();
        }

        @Override
        LocalDate firstDay(long index) {
            return LocalDate.ofEpochDay(index);
        }
    },
    WEEK {
        @Override
        long indexOf(LocalDate date) {
            return Math.floorDiv(date.toEpochDay() + MONDAY_OFFSET, DAYS_PER_WEEK);
        }

        @Override
        LocalDate firstDay(long index) {
            return LocalDate.ofEpochDay(index * DAYS_PER_WEEK - MONDAY_OFFSET);
        }
    },
    MONTH {
        @Override
        long indexOf(LocalDate date) {
            return date.getYear() * MONTHS_PER_YEAR + date.getMonthValue() - 1;
        }

        @Override
        LocalDate firstDay(long index) {
            int year = (int) Math.floorDiv(index, MONTHS_PER_YEAR);
            return LocalDate.of(year, (int) Math.floorMod(index, MONTHS_PER_YEAR) + 1, 1);
        }
    };

    /** 1970-01-01 was a Thursday, three days after its week's Monday. */
    private static final long MONDAY_OFFSET = 3;

    private static final long DAYS_PER_WEEK = 7;
    private static final long MONTHS_PER_YEAR = 12;

    abstract long indexOf(LocalDate date);

    abstract LocalDate firstDay(long index);

    /** A period in ISO 8601: {@code 2026-04-30}, {@code 2026-W18} or {@code 2026-04}. */
    public String isoName(long index) {
        LocalDate first = firstDay(index);
        return switch (this) {
            case DAY -> first.toString();
            case WEEK ->
                "%04d-W%02d"
                        .formatted(first.get(IsoFields.WEEK_BASED_YEAR), first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> YearMonth.from(first).toString();
        };
    }

    /** The number of the period that an instant lies in. */
    public long indexOf(Instant instant, ZoneId zone) {
        return indexOf(LocalDate.ofInstant(instant, zone));
    }

    /** The first day of a period, in days since 1970-01-01. */
    public long firstEpochDay(long index) {
        return firstDay(index).toEpochDay();
    }

    /** The number of the period that a date lies in. */
    public long numberOf(LocalDate date) {
        return indexOf(date);
    }

    /** The last of the periods that follow each other and are free from this one on, which is. */
    public long lastFree(long index, FreeDays free) {
        long last = free.lastFrom(firstEpochDay(index)).orElseThrow();
        return numberOf(LocalDate.ofEpochDay(last + 1)) - 1;
    }

    /** Whether all days of a period are free. */
    public boolean isFree(long index, FreeDays free) {
        return !free.isEmpty() && free.hasAll(firstEpochDay(index), firstEpochDay(index + 1) - 1);
    }

    /** The first instant after a period: where the next one begins, also on days whose midnight does not exist. */
    public Instant endOf(long index, ZoneId zone) {
        return firstDay(index + 1).atStartOfDay(zone).toInstant();
    }
}
