package io.podium.rules.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.event.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A participant's balance and what belongs to it. Immutable. Whatever moves the balance takes what expires soonest
 * first, and what is owed is paid before anything becomes available, so that
 *
 * <pre>available = what came in - spent - expired - taken back - held + owed</pre>
 *
 * @param available what can be spent; below zero only where the tenant's rules allow it. Stops at the bounds of a long
 * @param spent by deductions and captured holds
 * @param expired all that is gone because its time was over
 * @param owed taken back beyond what was there
 * @param lots what of {@code available} expires, by day; never more than {@code available}
 * @param holds in the order placed; at most {@value #MAX_HOLDS}
 */
public record Account(
        long available,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long spent,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long expired,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long owed,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) NavigableMap<Long, Long> lots,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Hold> holds) {

    /** Days of expiry that are distinguished. */
    public static final int MAX_LOTS = 400;
    /** Holds that a participant may have at the same time. */
    public static final int MAX_HOLDS = Limits.HOLDS;

    public Account {
        lots = Lots.atMost(Lots.of(lots, MAX_LOTS), available);
        holds = holds == null ? List.of() : List.copyOf(holds);
    }

    /** All points available, none with an end. */
    public static Account of(long available) {
        return new Account(available, 0, 0, 0, Collections.emptyNavigableMap(), List.of());
    }

    /** Whether it says no more than its balance. */
    @JsonIgnore
    public boolean isPlain() {
        return spent == 0 && expired == 0 && owed == 0 && lots.isEmpty() && holds.isEmpty();
    }

    /**
     * Points come in; what is owed is paid first.
     *
     * @param points 0 or more
     * @param day from whose beginning on they are gone; null for never
     */
    public Account plus(long points, @Nullable Long day) {
        return giveBack(points, day == null || points == 0 ? Collections.emptyNavigableMap() : single(day, points));
    }

    /**
     * Points come in, or back, with ends of several days; what is owed is paid of those that expire soonest.
     *
     * @param points 0 or more
     * @param ends which of them expire, by day; each more than 0
     */
    public Account giveBack(long points, NavigableMap<Long, Long> ends) {
        long paid = Math.min(owed, points);
        return new Account(
                saturatedSum(available, points - paid),
                spent,
                expired,
                owed - paid,
                Lots.with(lots, Lots.without(ends, Lots.soonest(ends, paid))),
                holds);
    }

    /** Points are spent; at most what is available, unless the balance may go below zero. */
    public Account spend(long points) {
        return minus(points).spentAlso(points);
    }

    /**
     * So many points were not spent after all.
     *
     * @param over how many of them have expired since
     */
    public Account unspent(long points, long over) {
        return new Account(available, spent - points, expired + over, owed, lots, holds);
    }

    /** Points are set aside; at most what is available, and not when there are {@value #MAX_HOLDS} holds already. */
    public Account hold(String id, long points, Instant endsAt, String reason) {
        List<Hold> more = new ArrayList<>(holds);
        more.add(new Hold(id, points, endsAt, soonest(points), reason));
        Account rest = minus(points);
        return new Account(rest.available, spent, expired, owed, rest.lots, more);
    }

    /** A hold by its id. */
    public Optional<Hold> held(String id) {
        return holds.stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    /**
     * A hold ends: so much of it is spent, 0 for nothing, and the rest is available again, as far as nothing is owed.
     */
    public Settled settle(Hold hold, long spentOfIt) {
        long rest = hold.amount() - spentOfIt;
        long paid = Math.min(owed, rest);
        NavigableMap<Long, Long> gone = Lots.soonest(hold.lots(), spentOfIt + paid);
        Account after = new Account(
                saturatedSum(available, rest - paid),
                spent + spentOfIt,
                expired,
                owed - paid,
                Lots.with(lots, Lots.without(hold.lots(), gone)),
                holds.stream().filter(other -> !other.equals(hold)).toList());
        Account released = new Account(
                saturatedSum(after.available, spentOfIt),
                spent,
                expired,
                after.owed,
                Lots.with(after.lots, Lots.soonest(hold.lots(), spentOfIt)),
                after.holds);
        return new Settled(released, after);
    }

    /**
     * The two steps by which a hold ends, for the ledger.
     *
     * @param released the account when all of it is available again
     * @param after the account when what is spent is gone
     */
    public record Settled(Account released, Account after) {}

    /**
     * Points are taken, those that expire soonest first.
     *
     * @param belowZero whether the balance may go below zero; else what is not there is owed
     */
    public Account take(long points, boolean belowZero) {
        long there = there(points, belowZero);
        return minus(there).owing(points - there);
    }

    /**
     * Points are taken back.
     *
     * @param day on which they would expire, whose lot goes first; null for never, then those without an end go first
     * @param belowZero whether the balance may go below zero; else what is not there is owed
     */
    public Account takeBack(long points, @Nullable Long day, boolean belowZero) {
        long there = there(points, belowZero);
        long first = day == null ? there : Math.min(lots.getOrDefault(day, 0L), there);
        NavigableMap<Long, Long> rest = day == null ? lots : Lots.without(lots, single(day, first));
        return new Account(saturatedSum(available, -first), spent, expired, owed, rest, holds)
                .minus(there - first)
                .owing(points - there);
    }

    /** The next instant at which something expires or is released by itself; empty when nothing does. */
    public Optional<Instant> nextDue() {
        Optional<Instant> lot = lots.isEmpty() ? Optional.empty() : Optional.of(Lots.startOf(lots.firstKey()));
        Optional<Instant> hold = nextHold().map(Hold::endsAt);
        if (lot.isEmpty() || hold.isEmpty()) {
            return lot.or(() -> hold);
        }
        return Optional.of(lot.get().isAfter(hold.get()) ? hold.get() : lot.get());
    }

    /** The hold that ends first; of several at once the one placed first. */
    public Optional<Hold> nextHold() {
        Optional<Hold> next = Optional.empty();
        for (Hold hold : holds) {
            if (next.isEmpty() || hold.endsAt().isBefore(next.get().endsAt())) {
                next = Optional.of(hold);
            }
        }
        return next;
    }

    /** Instants at which something expires or is released that was not known before. */
    public List<Instant> duesSince(Account before) {
        if (lots.equals(before.lots) && holds.equals(before.holds)) {
            return List.of();
        }
        List<Instant> dues = new ArrayList<>();
        lots.keySet().stream().filter(day -> !before.lots.containsKey(day)).forEach(day -> dues.add(Lots.startOf(day)));
        holds.stream().filter(hold -> before.held(hold.id()).isEmpty()).forEach(hold -> dues.add(hold.endsAt()));
        return dues;
    }

    /** The soonest lot is gone. */
    public Account expire() {
        long points = lots.firstEntry().getValue();
        NavigableMap<Long, Long> rest = new TreeMap<>(lots);
        rest.pollFirstEntry();
        return new Account(available - points, spent, expired + points, owed, rest, holds);
    }

    private NavigableMap<Long, Long> soonest(long points) {
        return Lots.soonest(lots, points);
    }

    private Account minus(long points) {
        return new Account(
                saturatedSum(available, -points), spent, expired, owed, Lots.without(lots, soonest(points)), holds);
    }

    private long there(long points, boolean belowZero) {
        return belowZero ? points : Math.min(points, Math.max(0, available));
    }

    private Account owing(long more) {
        return new Account(available, spent, expired, saturatedSum(owed, more), lots, holds);
    }

    private Account spentAlso(long points) {
        return new Account(available, spent + points, expired, owed, lots, holds);
    }

    private static NavigableMap<Long, Long> single(long day, long points) {
        TreeMap<Long, Long> one = new TreeMap<>();
        one.put(day, points);
        return one;
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
