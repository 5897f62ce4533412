package io.podium.rules.program;

import io.podium.rules.period.Period;
import io.podium.schemas.profile.Profile;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The most points that a participant gets from an earn rule in a period, by the {@code occurred_at} of the events.
 *
 * @param amount points, at least 1
 * @param timezone in which periods begin and end; UTC when the author said none
 * @param defaultTimezone of participants without one, where it is theirs that counts; UTC when the author said none
 * @param dayStartsAt when a day begins; null for midnight or, where it is theirs that counts, for the participant's
 */
public record Cap(
        long amount,
        Every period,
        DayZone timezone,
        ZoneId defaultTimezone,
        @Nullable LocalTime dayStartsAt) {
    public Cap {
        timezone = timezone == null ? DayZone.UTC : timezone;
        defaultTimezone = defaultTimezone == null ? timezone.fixedOrUtc() : defaultTimezone;
    }

    /** The number of the period that an action of a participant lies in. */
    public long indexOf(Instant at, Profile profile) {
        if (period == Every.WINDOW || dayStartsAt == null && timezone.equals(DayZone.UTC)) {
            return period.indexOf(at);
        }
        DayTerms days = new DayTerms(timezone, defaultTimezone, dayStartsAt);
        return period.indexOf(days.clock(profile).read(at));
    }

    /** How often a cap starts anew. */
    public enum Every {
        DAY,
        WEEK,
        MONTH,
        /** Never: it holds for as long as the rule exists. */
        WINDOW;

        /** The number of the period that an instant lies in, in UTC. */
        long indexOf(Instant instant) {
            return switch (this) {
                case DAY -> Period.DAY.indexOf(instant, ZoneOffset.UTC);
                case WEEK -> Period.WEEK.indexOf(instant, ZoneOffset.UTC);
                case MONTH -> Period.MONTH.indexOf(instant, ZoneOffset.UTC);
                case WINDOW -> 0;
            };
        }
    }
}
