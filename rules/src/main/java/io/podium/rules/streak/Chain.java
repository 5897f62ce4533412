package io.podium.rules.streak;

import java.math.BigDecimal;

/**
 * Periods linked without a break that counts, up to some run.
 *
 * @param length periods that were ticked; those that grace or freezes bridged do not add to it
 * @param freezes in stock, whole ones can be used
 * @param last number of the last period; null when there is none
 */
public record Chain(long length, BigDecimal freezes, Long last) {

    /** Nothing yet. */
    public static final Chain NONE = new Chain(0, BigDecimal.ZERO, null);

    /** The chain with a further run, under the streak's terms. */
    Chain link(Ticks.Run run, StreakTerms terms) {
        BigDecimal earned = terms.freezesPerPeriod().multiply(BigDecimal.valueOf(run.length()));
        if (last == null) {
            return new Chain(run.length(), terms.capped(earned), run.to());
        }
        long usable = freezes.longValue();
        long missed = terms.missedBetween(last, run, usable);
        return missed <= usable
                ? new Chain(
                        length + run.length(),
                        terms.capped(
                                freezes.subtract(BigDecimal.valueOf(missed)).add(earned)),
                        run.to())
                : new Chain(run.length(), terms.capped(freezes.add(earned)), run.to());
    }
}
