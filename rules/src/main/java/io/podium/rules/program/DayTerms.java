package io.podium.rules.program;

import io.podium.rules.period.DayClock;
import io.podium.rules.period.FreeDays;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.profile.Profile;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Whose days a program counts.
 *
 * @param otherwise the zone of participants whose profile has none
 * @param startsAt when a day begins; null for what the profile says where the zone is the participant's, else midnight
 */
public record DayTerms(
        DayZone zone, ZoneId otherwise, @Nullable LocalTime startsAt) {

    /** Those of each participant, by the profile alone. */
    public static final DayTerms OWN = new DayTerms(new DayZone(null), ZoneOffset.UTC, null);

    /**
     * Terms of a streak whose days these are. Where the zone is fixed and days begin at midnight they are those of the
     * zone's calendar; else those that a clock shows.
     */
    StreakTerms of(StreakTerms terms, Profile profile, FreeDays free) {
        if (zone.fixed() != null && startsAt == null) {
            return terms.in(zone.fixed(), null, free);
        }
        DayClock clock = clock(profile);
        return terms.in(ZoneOffset.UTC, clock, free.and(FreeDays.skippedBy(clock.zone())));
    }

    /** The clock by which a participant's days are counted. */
    public DayClock clock(Profile profile) {
        boolean own = zone.fixed() == null;
        LocalTime start = startsAt != null ? startsAt : own ? profile.dayStartsAt() : null;
        return new DayClock(
                zone.fixed() != null ? zone.fixed() : profile.zone().orElse(otherwise),
                start == null ? LocalTime.MIDNIGHT : start);
    }
}
