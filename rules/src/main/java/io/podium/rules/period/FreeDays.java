package io.podium.rules.period;

import io.podium.schemas.command.PersonCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Days on which nothing had to be done, so that no streak breaks by them: those of which the clock of a traveller
 * showed next to nothing, and those that a zone skipped. Days are counted from 1970-01-01.
 *
 * @param ranges the first day of each range and its last; never adjacent, at most {@value #MAX_RANGES}, the latest
 * @param latestJourney the latest day that a journey made free; null for none
 */
public record FreeDays(
        NavigableMap<Long, Long> ranges, @Nullable Long latestJourney) {

    /** Most ranges; older ones are forgotten. */
    public static final int MAX_RANGES = PersonCommand.MAX_FREE_RANGES;

    /** No days. */
    public static final FreeDays NONE = new FreeDays(Collections.emptyNavigableMap(), null);

    /** A day of which a clock shows less can't be missed. */
    static final Duration LEAST = Duration.ofHours(12);

    /** Journeys make no day free so soon after another: a zone that is set to and fro would keep any streak alive. */
    static final int DAYS_BETWEEN_JOURNEYS = 7;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<ZoneId, FreeDays> SKIPPED = new ConcurrentHashMap<>();

    public FreeDays {
        ranges = Collections.unmodifiableNavigableMap(ranges);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The last of the free days that follow each other from this one on; empty where this one is not free. */
    public OptionalLong lastFrom(long day) {
        Map.Entry<Long, Long> range = ranges.floorEntry(day);
        return range == null || range.getValue() < day ? OptionalLong.empty() : OptionalLong.of(range.getValue());
    }

    /** Whether all of these days are free. */
    public boolean hasAll(long first, long last) {
        return lastFrom(first).orElse(Long.MIN_VALUE) >= last;
    }

    /** Whether these days can be added without that others are forgotten. */
    public boolean hasRoomFor(long first, long last) {
        TreeMap<Long, Long> more = new TreeMap<>(ranges);
        add(more, first, last);
        return more.size() <= MAX_RANGES;
    }

    /** These and further days; where they are too many, the latest. */
    public FreeDays with(long first, long last) {
        if (hasAll(first, last)) {
            return this;
        }
        TreeMap<Long, Long> more = new TreeMap<>(ranges);
        add(more, first, last);
        while (more.size() > MAX_RANGES) {
            more.pollFirstEntry();
        }
        return new FreeDays(more, latestJourney);
    }

    /** These and the days of others, all of them; to be counted with, not to be kept. */
    public FreeDays and(FreeDays others) {
        if (others.isEmpty() || isEmpty()) {
            return isEmpty() ? others : this;
        }
        TreeMap<Long, Long> all = new TreeMap<>(ranges);
        others.ranges.forEach((first, last) -> add(all, first, last));
        return new FreeDays(all, latestJourney);
    }

    private static void add(TreeMap<Long, Long> ranges, long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> near = ranges.floorEntry(to + 1);
        while (near != null && near.getValue() >= from - 1) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(to + 1);
        }
        ranges.put(from, to);
    }

    /** These and the days that a zone skipped. */
    public FreeDays withSkipped(ZoneId zone) {
        FreeDays all = this;
        for (Map.Entry<Long, Long> range : skippedBy(zone).ranges.entrySet()) {
            all = all.with(range.getKey(), range.getValue());
        }
        return all;
    }

    /**
     * These, and what the journey of somebody makes free who goes by one clock until an instant and by another from
     * then on. Going west, a day is longer and none is free. Going east, hours are skipped: a day of which less than
     * twelve are left could hardly be kept.
     */
    public FreeDays afterJourney(DayClock before, DayClock after, Instant at) {
        Instant left = before.read(at);
        Instant came = after.read(at);
        long first = dayOf(left);
        long last = dayOf(came);
        if (!came.isAfter(left) || latestJourney != null && first - latestJourney < DAYS_BETWEEN_JOURNEYS) {
            return this;
        }
        FreeDays free = this;
        for (long day = first; day <= last; day++) {
            Instant from = startOf(day);
            Instant to = startOf(day + 1);
            Duration shown = DAY.minus(Duration.between(later(from, left), earlier(to, came)));
            if (shown.compareTo(LEAST) < 0) {
                FreeDays more = free.with(day, day);
                free = new FreeDays(more.ranges, day);
            }
        }
        return free;
    }

    /** The days that a zone skipped, as Apia did 2011-12-30 when it moved across the date line. */
    public static FreeDays skippedBy(ZoneId zone) {
        return SKIPPED.computeIfAbsent(zone, FreeDays::skipped);
    }

    private static FreeDays skipped(ZoneId zone) {
        FreeDays skipped = NONE;
        for (ZoneOffsetTransition step : zone.getRules().getTransitions()) {
            LocalDate first =
                    step.getDateTimeBefore().plusDays(1).minusNanos(1).toLocalDate(); // that begins in the gap
            LocalDate after = step.getDateTimeAfter().toLocalDate();
            for (LocalDate day = first; step.isGap() && day.isBefore(after); day = day.plusDays(1)) {
                skipped = skipped.with(day.toEpochDay(), day.toEpochDay());
            }
        }
        return skipped;
    }

    private static long dayOf(Instant shown) {
        return LocalDate.ofInstant(shown, ZoneOffset.UTC).toEpochDay();
    }

    private static Instant startOf(long day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
