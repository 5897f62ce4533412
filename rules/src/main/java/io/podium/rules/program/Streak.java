package io.podium.rules.program;

import io.podium.rules.condition.Condition;
import io.podium.rules.period.Period;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.rule.RuleKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something done in period after period.
 *
 * @param qualifyingEvent type of the events that count
 * @param match null matches every event of the type
 * @param when null for no condition
 * @param maxFuture how long after its arrival an event may say that it happened; what says more counts as of its
 *     arrival; 24 hours when the author said nothing
 * @param timezone in which periods begin and end; UTC when the author said none
 * @param graceHours how long after its end a missed period is still credited with an action, 0 or more
 * @param freezeAllowance null for none
 */
public record Streak(
        String id,
        String label,
        Period period,
        String qualifyingEvent,
        Match match,
        @Nullable Condition when,
        Duration maxFuture,
        ZoneId timezone,
        int graceHours,
        FreezeAllowance freezeAllowance,
        List<Milestone> milestones)
        implements Program.Evaluated {
    public Streak {
        match = match == null ? Match.ALL : match;
        maxFuture = maxFuture == null ? DEFAULT_MAX_FUTURE : maxFuture;
        timezone = timezone == null ? ZoneId.of("UTC") : timezone;
        freezeAllowance = freezeAllowance == null ? FreezeAllowance.NONE : freezeAllowance;
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.STREAK;
    }

    /** What keeps it alive. */
    public StreakTerms terms() {
        return new StreakTerms(
                period, timezone, Duration.ofHours(graceHours), freezeAllowance.perPeriod(), freezeAllowance.max());
    }

    /**
     * Freezes, each of which saves one missed period.
     *
     * @param perPeriod earned by each period in which something was done; may be a fraction
     * @param max most in stock
     */
    public record FreezeAllowance(BigDecimal perPeriod, BigDecimal max) {
        static final FreezeAllowance NONE = new FreezeAllowance(BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
