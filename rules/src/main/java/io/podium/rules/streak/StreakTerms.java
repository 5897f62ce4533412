package io.podium.rules.streak;

import io.podium.rules.period.DayClock;
import io.podium.rules.period.FreeDays;
import io.podium.rules.period.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a streak alive.
 *
 * @param grace how long after its end a period can still be saved by an action in a later one
 * @param freezesPerPeriod freezes earned by each ticked period, may be a fraction
 * @param maxFreezes most freezes in stock; each saves one missed period
 * @param clock by which actions are read before they are counted, which the streak then takes for UTC; null for none
 * @param free days that can't be missed; a period of which all days are free breaks nothing
 */
public record StreakTerms(
        Period period,
        ZoneId zone,
        Duration grace,
        BigDecimal freezesPerPeriod,
        BigDecimal maxFreezes,
        @Nullable DayClock clock,
        FreeDays free) {

    /** Terms in a fixed zone, without free days. */
    public StreakTerms(Period period, ZoneId zone, Duration grace, BigDecimal freezesPerPeriod, BigDecimal maxFreezes) {
        this(period, zone, grace, freezesPerPeriod, maxFreezes, null, FreeDays.NONE);
    }

    /** Days in UTC, neither grace nor freezes: for challenges' objectives. */
    public static final StreakTerms PLAIN_DAYS =
            new StreakTerms(Period.DAY, ZoneId.of("UTC"), Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Whether only periods that follow each other belong together, so that runs are chains. */
    boolean linksNeighboursOnly() {
        return free.isEmpty()
                && grace.isZero()
                && maxFreezes.signum() == 0
                && zone.getRules().isFixedOffset();
    }

    /** The same terms for other days. */
    public StreakTerms in(ZoneId otherZone, @Nullable DayClock otherClock, FreeDays days) {
        return new StreakTerms(period, otherZone, grace, freezesPerPeriod, maxFreezes, otherClock, days);
    }

    /** The same terms with further free days. */
    StreakTerms also(FreeDays days) {
        return days.isEmpty() ? this : in(zone, clock, free.and(days));
    }

    /** The action as the streak counts it: all its other methods take what this one gives. */
    public Instant read(Instant at) {
        return clock == null ? at : clock.read(at);
    }

    /** The period of an action. */
    public long periodOf(Instant at) {
        return period.indexOf(at, zone);
    }

    BigDecimal capped(BigDecimal freezes) {
        return freezes.min(maxFreezes);
    }

    /**
     * What lies between a chain and a run.
     *
     * @param missed periods whose end and grace had passed when the run began; dates that the zone skipped, as Apia did
     *     2011-12-30, are none, nor are free ones
     * @param saved whether the run's first action came within the grace of the period before it
     */
    record Gap(long missed, boolean saved) {}

    /** The gap before a run; more than {@code enough} missed periods need not be counted. */
    Gap gap(long last, Ticks.Run run, long enough) {
        return gap(last, run, enough, missed -> {});
    }

    /** The periods that are missed before a run, at most so many. */
    List<Long> missed(long last, Ticks.Run run, long most) {
        List<Long> missed = new ArrayList<>();
        gap(last, run, most - 1, missed::add);
        return missed;
    }

    private Gap gap(long last, Ticks.Run run, long enough, LongConsumer each) {
        long missed = 0;
        Instant start = period.endOf(run.from() - 1, zone);
        // One that was read in another zone, before the rule was changed, is not within the grace because of that.
        Instant first = run.firstAt().isBefore(start) ? start : run.firstAt();
        for (long index = last + 1; index < run.from() && missed <= enough; index++) {
            Instant end = period.endOf(index, zone);
            if (end.equals(period.endOf(index - 1, zone))) {
                continue;
            } else if (period.isFree(index, free)) {
                index = period.lastFree(index, free); // a pause may be long, and there may be many
                continue;
            } else if (first.isBefore(end.plus(grace))) {
                return new Gap(missed, true);
            }
            each.accept(index);
            missed++;
        }
        return new Gap(missed, false);
    }
}
