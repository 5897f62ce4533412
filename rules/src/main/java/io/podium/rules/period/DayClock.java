package io.podium.rules.period;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock on somebody's wall, by which days are counted. What it shows is written as an instant in UTC, moved so that
 * each day begins at midnight: so actions that were read off different clocks can be compared by what each showed, and
 * none is ever read off again when its owner moves to another zone.
 *
 * @param dayStartsAt when a day begins; what happens before it belongs to the day before
 */
public record DayClock(ZoneId zone, LocalTime dayStartsAt) {

    /** What the clock shows at an instant. */
    public Instant read(Instant at) {
        return LocalDateTime.ofInstant(at, zone)
                .minusSeconds(dayStartsAt.toSecondOfDay())
                .toInstant(ZoneOffset.UTC);
    }
}
