package io.podium.rules.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Points that expire, by the day from whose beginning on they are gone (days since 1970-01-01, in UTC). A day is as
 * fine as it gets, so that what is kept of a participant is bounded; an end within a day is moved to the next midnight,
 * and where there are too many days, the soonest are joined at the later one: nobody loses a point too early.
 */
public final class Lots {

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private Lots() {}

    /** The day from whose beginning on points are gone that are promised until an instant; 0 for all before it. */
    public static long dayOf(Instant expiresAt) {
        return Math.max(0, -Math.floorDiv(-expiresAt.toEpochMilli(), DAY_MS));
    }

    /** The beginning of a day. */
    public static Instant startOf(long day) {
        return Instant.ofEpochMilli(day * DAY_MS);
    }

    /** The same lots, unmodifiable, on at most so many days. */
    public static NavigableMap<Long, Long> of(@Nullable NavigableMap<Long, Long> lots, int most) {
        if (lots == null || lots.isEmpty()) {
            return Collections.emptyNavigableMap();
        }
        TreeMap<Long, Long> few = new TreeMap<>(lots);
        while (few.size() > most) {
            Map.Entry<Long, Long> soonest = few.pollFirstEntry();
            few.merge(few.firstKey(), soonest.getValue(), Long::sum);
        }
        return Collections.unmodifiableNavigableMap(few);
    }

    /** As many as there are points; what is beyond goes from the soonest. */
    static NavigableMap<Long, Long> atMost(NavigableMap<Long, Long> lots, long points) {
        long beyond = lots.isEmpty() ? 0 : sum(lots) - Math.max(0, points);
        return beyond <= 0 ? lots : Collections.unmodifiableNavigableMap(without(lots, soonest(lots, beyond)));
    }

    /** What is taken of lots when so many points go, the soonest first; the rest never expires. */
    static NavigableMap<Long, Long> soonest(NavigableMap<Long, Long> lots, long points) {
        TreeMap<Long, Long> taken = new TreeMap<>();
        long left = points;
        for (Map.Entry<Long, Long> lot : lots.entrySet()) {
            if (left <= 0) {
                break;
            }
            long part = Math.min(lot.getValue(), left);
            taken.put(lot.getKey(), part);
            left -= part;
        }
        return taken;
    }

    /**
     * What comes back of points that left, when a part of them does: first those that never expire, then those that
     * would expire latest, as they were the last to go.
     *
     * @param lots which of the points expire, by day
     * @param points all that left
     * @param from how many of them are back already
     * @param to how many of them will be back
     */
    public static NavigableMap<Long, Long> returned(NavigableMap<Long, Long> lots, long points, long from, long to) {
        TreeMap<Long, Long> returned = new TreeMap<>();
        long at = points - sum(lots);
        for (Map.Entry<Long, Long> lot : lots.descendingMap().entrySet()) {
            long part = Math.min(to, at + lot.getValue()) - Math.max(from, at);
            if (part > 0) {
                returned.put(lot.getKey(), part);
            }
            at += lot.getValue();
        }
        return returned;
    }

    /** Those of the lots that are gone at an instant. */
    public static NavigableMap<Long, Long> over(NavigableMap<Long, Long> lots, Instant now) {
        return lots.headMap(Math.floorDiv(now.toEpochMilli(), DAY_MS), true);
    }

    /** All points of the lots. */
    public static long sum(NavigableMap<Long, Long> lots) {
        return lots.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same lots without what is taken of them. */
    public static NavigableMap<Long, Long> without(NavigableMap<Long, Long> lots, NavigableMap<Long, Long> taken) {
        TreeMap<Long, Long> rest = new TreeMap<>(lots);
        taken.forEach(
                (day, part) -> rest.computeIfPresent(day, (known, points) -> points > part ? points - part : null));
        return rest;
    }

    static NavigableMap<Long, Long> with(NavigableMap<Long, Long> lots, NavigableMap<Long, Long> more) {
        TreeMap<Long, Long> all = new TreeMap<>(lots);
        more.forEach((day, part) -> all.merge(day, part, Long::sum));
        return all;
    }
}
