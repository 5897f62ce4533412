package io.podium.rules.streak;

import io.podium.rules.period.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What keeps a streak alive.
 *
 * @param grace how long after its end a period can still be saved by an action in a later one
 * @param freezesPerPeriod freezes earned by each ticked period, may be a fraction
 * @param maxFreezes most freezes in stock; each saves one missed period
 */
public record StreakTerms(
        Period period, ZoneId zone, Duration grace, BigDecimal freezesPerPeriod, BigDecimal maxFreezes) {

    /** Days in UTC, neither grace nor freezes: for challenges' objectives. */
    public static final StreakTerms PLAIN_DAYS =
            new StreakTerms(Period.DAY, ZoneId.of("UTC"), Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** The period of an action. */
    public long periodOf(Instant at) {
        return period.indexOf(at, zone);
    }

    BigDecimal capped(BigDecimal freezes) {
        return freezes.min(maxFreezes);
    }

    /**
     * How many periods between a chain and a run are missed: those whose end and grace had passed when the run began.
     *
     * @param enough more than so many need not be counted
     */
    long missedBetween(long last, Ticks.Run run, long enough) {
        long missed = 0;
        for (long gap = last + 1; gap < run.from() && missed <= enough; gap++) {
            if (run.firstAt().isBefore(period.endOf(gap, zone).plus(grace))) {
                break;
            }
            missed++;
        }
        return missed;
    }
}
