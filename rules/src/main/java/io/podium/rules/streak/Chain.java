package io.podium.rules.streak;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Periods linked without a break that counts, up to some run.
 *
 * @param length periods in which something was done, or to which an action within the grace was credited
 * @param freezes in stock, whole ones can be used
 * @param last number of the last period; null when there is none
 */
public record Chain(
        long length, BigDecimal freezes, @Nullable Long last) {

    /** Nothing yet. */
    public static final Chain NONE = new Chain(0, BigDecimal.ZERO, null);

    /**
     * The chain with a further run, under the streak's terms. An action within the grace of a missed period is credited
     * to that period; its own one is not missed either, and counts where there was a further action in it.
     */
    Chain link(Ticks.Run run, StreakTerms terms) {
        if (last == null) {
            return begunBy(run, terms);
        }
        long usable = freezes.longValue();
        StreakTerms.Gap gap = terms.gap(last, run, usable);
        if (gap.missed() > usable) {
            return begunBy(run, terms);
        }
        long counted = run.length() + (gap.saved() && run.more() ? 1 : 0);
        BigDecimal left = freezes.subtract(BigDecimal.valueOf(gap.missed()));
        return new Chain(length + counted, terms.capped(left.add(earned(counted, terms))), run.to());
    }

    /** Whether a run belongs to the chain. */
    boolean isContinuedBy(Ticks.Run run, StreakTerms terms) {
        long usable = freezes.longValue();
        return last != null && terms.gap(last, run, usable).missed() <= usable;
    }

    /** Whether an action at this instant would still belong to the chain. */
    boolean reaches(Instant at, StreakTerms terms) {
        long period = terms.periodOf(at);
        return isContinuedBy(new Ticks.Run(period, period, at), terms);
    }

    /** A break uses the stock up. If it did not, a chain that broke could be better off than one that held. */
    private static Chain begunBy(Ticks.Run run, StreakTerms terms) {
        return new Chain(run.length(), terms.capped(earned(run.length(), terms)), run.to());
    }

    private static BigDecimal earned(long periods, StreakTerms terms) {
        return terms.freezesPerPeriod().multiply(BigDecimal.valueOf(periods));
    }
}
