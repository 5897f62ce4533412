package io.podium.rules.program;

import io.podium.rules.account.Lots;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When points are gone that have not been spent. Either a time after they were earned, or the end of the year in which
 * they were; both are moved to the next midnight in UTC, see {@link Lots}.
 *
 * @param after PT1H to P3660D; null where {@code at} is given
 * @param at null where {@code after} is given
 * @param timezone whose year ends; UTC when the author said none
 */
public record PointsExpiry(
        @Nullable Duration after, @Nullable At at, ZoneId timezone) {

    /** Dates at which points of a period are gone. */
    public enum At {
        YEAR_END
    }

    public PointsExpiry {
        if ((after == null) == (at == null)) {
            throw new IllegalArgumentException("expected either after or at, but both or none");
        }
        timezone = timezone == null ? ZoneId.of("UTC") : timezone;
    }

    /** The day from whose beginning on they are gone, in days since 1970-01-01. */
    public long dayFor(Instant earnedAt) {
        return Lots.dayOf(after != null ? earnedAt.plus(after) : endOfYear(earnedAt));
    }

    private Instant endOfYear(Instant earnedAt) {
        int year = LocalDate.ofInstant(earnedAt, timezone).getYear();
        return LocalDate.of(year + 1, 1, 1).atStartOfDay(timezone).toInstant();
    }
}
