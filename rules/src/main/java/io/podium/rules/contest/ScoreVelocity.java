package io.podium.rules.contest;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * How fast a participant has been in a contest: what fraud rules look at. Time is the arrival of scores; one that
 * arrives out of order counts in the latest minute and hour.
 *
 * @param minute number of the minute since the epoch
 * @param minuteScore by how much the score grew in it
 * @param hour number of the hour since the epoch
 * @param hourScore by how much the score grew in it
 * @param hourClimb ranks climbed in it
 * @param held scores kept apart, in sum
 */
public record ScoreVelocity(
        long minute, BigDecimal minuteScore, long hour, BigDecimal hourScore, long hourClimb, BigDecimal held) {

    static final ScoreVelocity NONE = new ScoreVelocity(0, BigDecimal.ZERO, 0, BigDecimal.ZERO, 0, BigDecimal.ZERO);

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;

    public ScoreVelocity {
        requireNonNull(minuteScore);
        requireNonNull(hourScore);
        requireNonNull(held);
    }

    /** The same conduct as the time is now. */
    ScoreVelocity at(long arrivedAtMs) {
        long nowMinute = arrivedAtMs / MINUTE_MS;
        long nowHour = arrivedAtMs / HOUR_MS;
        boolean newMinute = nowMinute > minute;
        boolean newHour = nowHour > hour;
        return new ScoreVelocity(
                newMinute ? nowMinute : minute,
                newMinute ? BigDecimal.ZERO : minuteScore,
                newHour ? nowHour : hour,
                newHour ? BigDecimal.ZERO : hourScore,
                newHour ? 0 : hourClimb,
                held);
    }

    ScoreVelocity plus(BigDecimal gain, long climb) {
        return new ScoreVelocity(
                minute,
                Standing.plain(minuteScore.add(gain)),
                hour,
                Standing.plain(hourScore.add(gain)),
                hourClimb + climb,
                held);
    }

    ScoreVelocity holding(BigDecimal score) {
        return new ScoreVelocity(minute, minuteScore, hour, hourScore, hourClimb, Standing.plain(held.add(score)));
    }
}
