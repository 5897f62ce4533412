package io.podium.rules.program;

import io.podium.rules.condition.Condition;
import io.podium.rules.period.FreeDays;
import io.podium.rules.period.Period;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.rule.RuleKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
 * @param defaultTimezone of participants without one, where it is theirs that counts; UTC when the author said none
 * @param dayStartsAt when a day begins; null for midnight or, where it is theirs that counts, for the participant's
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
        DayZone timezone,
        ZoneId defaultTimezone,
        @Nullable LocalTime dayStartsAt,
        int graceHours,
        FreezeAllowance freezeAllowance,
        List<Milestone> milestones)
        implements Program.Evaluated {
    public Streak {
        match = match == null ? Match.ALL : match;
        maxFuture = maxFuture == null ? DEFAULT_MAX_FUTURE : maxFuture;
        timezone = timezone == null ? DayZone.UTC : timezone;
        defaultTimezone = defaultTimezone == null ? timezone.fixedOrUtc() : defaultTimezone;
        freezeAllowance = freezeAllowance == null ? FreezeAllowance.NONE : freezeAllowance;
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.STREAK;
    }

    /** What keeps it alive for a participant. */
    public StreakTerms terms(Profile profile, FreeDays free) {
        StreakTerms plain = new StreakTerms(
                period,
                ZoneOffset.UTC,
                Duration.ofHours(graceHours),
                freezeAllowance.perPeriod(),
                freezeAllowance.max());
        return new DayTerms(timezone, defaultTimezone, dayStartsAt).of(plain, profile, free);
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
