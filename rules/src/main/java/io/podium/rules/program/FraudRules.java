package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How fast an honest participant can be, in minutes and hours of the scores' arrival (in UTC, beginning when the clock
 * turns), and what becomes of a score that is faster.
 *
 * @param maxScorePerMinute most that a participant's score may grow; null for no bound
 * @param maxScorePerHour the same by the hour
 * @param maxRankJumpPerHour most ranks that a participant may climb; the first score of all is no climb; null for no
 *     bound
 */
public record FraudRules(
        @Nullable BigDecimal maxScorePerMinute,
        @Nullable BigDecimal maxScorePerHour,
        @Nullable Long maxRankJumpPerHour,
        OnExceed onExceed) {
    public FraudRules {
        requireNonNull(onExceed);
    }

    /** What becomes of a score that is too fast. */
    public enum OnExceed {
        /** It counts, and the outcome's notes say so. */
        FLAG,
        /** It is kept apart and does not count. */
        HOLD,
        /** It does not count. */
        DROP
    }
}
