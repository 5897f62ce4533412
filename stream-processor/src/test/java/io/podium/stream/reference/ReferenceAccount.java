package io.podium.stream.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The model's balance: a bag of points by the day on which they end, and what is missing in it. */
final class ReferenceAccount {

    static final long NEVER = Long.MAX_VALUE;
    private static final long DAY_MS = 86_400_000L;

    private final TreeMap<Long, Long> bag = new TreeMap<>();
    private long debt;
    long owed;
    long expired;
    final Map<String, Held> holds = new LinkedHashMap<>();

    /** Points that are set aside. */
    record Held(Instant ends, Map<Long, Long> parts) {
        long amount() {
            return parts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    long available() {
        return bag.values().stream().mapToLong(Long::longValue).sum() - debt;
    }

    static long dayAfter(Instant end) {
        long day = end.toEpochMilli() / DAY_MS;
        return day * DAY_MS == end.toEpochMilli() ? day : day + 1;
    }

    static Instant start(long day) {
        return Instant.ofEpochMilli(day * DAY_MS);
    }

    /** Notes, with what is to be said of what is owed now and was not before, or the other way round. */
    List<String> settled(long owedBefore, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        if (owed < owedBefore) {
            all.add("owed_paid: " + (owedBefore - owed));
        } else if (owed > owedBefore) {
            all.add("owed: " + (owed - owedBefore));
        }
        return all;
    }

    void add(long points, long day) {
        long left = pay(points);
        long paid = Math.min(debt, left);
        debt -= paid;
        if (left > paid) {
            bag.merge(day, left - paid, Long::sum);
        }
    }

    private long pay(long points) {
        long paid = Math.min(owed, points);
        owed -= paid;
        return points - paid;
    }

    /** Takes points out, the soonest to end first; what is missing becomes debt. */
    Map<Long, Long> take(long points) {
        TreeMap<Long, Long> taken = new TreeMap<>();
        debt += fromFirst(bag, points, taken);
        return taken;
    }

    /** Takes points from the first days on; how many were not there. */
    private static long fromFirst(NavigableMap<Long, Long> days, long points, Map<Long, Long> to) {
        long left = points;
        while (left > 0 && !days.isEmpty()) {
            left -= of(days, days.firstKey(), left, to);
        }
        return left;
    }

    /** Takes at most so many points of a day; how many it had. */
    private static long of(NavigableMap<Long, Long> days, long day, long most, Map<Long, Long> to) {
        long part = Math.min(most, days.getOrDefault(day, 0L));
        if (days.containsKey(day)) {
            days.merge(day, -part, Long::sum);
            days.remove(day, 0L);
            to.merge(day, part, Long::sum);
        }
        return part;
    }

    /** Takes points, the soonest to end first; what is missing is owed, or becomes debt. */
    Map<Long, Long> takeSoonest(long points, boolean belowZero) {
        long there = belowZero ? points : Math.min(points, Math.max(0, available()));
        owed += points - there;
        return take(there);
    }

    void takeBack(long points, long day, boolean belowZero) {
        long left = belowZero ? points : Math.min(points, Math.max(0, available()));
        owed += points - left;
        take(left - of(bag, day, left, new TreeMap<>()));
    }

    /** A hold ends; so much of it is spent, which is answered as far as it has an end. */
    Map<Long, Long> settle(String id, long spent) {
        Held held = holds.remove(id);
        long gone = spent + Math.min(owed, held.amount() - spent);
        owed -= gone - spent;
        TreeMap<Long, Long> spentParts = new TreeMap<>();
        long spends = spent;
        for (Map.Entry<Long, Long> part : held.parts().entrySet()) {
            long lost = Math.min(gone, part.getValue());
            long captured = Math.min(spends, lost);
            spends -= captured;
            spentParts.put(part.getKey(), captured);
            gone -= lost;
            long back = part.getValue() - lost;
            long paid = Math.min(debt, back);
            debt -= paid;
            if (back > paid) {
                bag.merge(part.getKey(), back - paid, Long::sum);
            }
        }
        spentParts.remove(NEVER);
        long ending = spentParts.values().stream().mapToLong(Long::longValue).sum();
        long beyond = debt == 0 ? 0 : ending - Math.max(0, available() + spent);
        fromFirst(spentParts, beyond, new TreeMap<>());
        return spentParts;
    }

    /** Points that left come back, the soonest to end first, but those that would be over by now. */
    long giveBack(Map<Long, Long> parts, Instant now) {
        long over = 0;
        for (Map.Entry<Long, Long> part : parts.entrySet()) {
            if (part.getKey() != NEVER && !start(part.getKey()).isAfter(now)) {
                over += part.getValue();
            } else {
                add(part.getValue(), part.getKey());
            }
        }
        return over;
    }

    /** What ends next until an instant: the name of a hold, a day in digits, or nothing. */
    Optional<String> endsUntil(Instant now) {
        String next = null;
        Instant first = null;
        if (!bag.isEmpty() && bag.firstKey() != NEVER) {
            next = Long.toString(bag.firstKey());
            first = start(bag.firstKey());
        }
        for (Map.Entry<String, Held> hold : holds.entrySet()) {
            if (first == null || hold.getValue().ends().isBefore(first)) {
                next = hold.getKey();
                first = hold.getValue().ends();
            }
        }
        return first == null || first.isAfter(now) ? Optional.empty() : Optional.of(next);
    }

    long expire(long day) {
        long gone = bag.remove(day);
        expired += gone;
        return gone;
    }
}
