package io.podium.rules.program;

import io.podium.rules.period.Period;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The most points that a participant gets from an earn rule in a period, by the {@code occurred_at} of the events, in
 * UTC.
 *
 * @param amount points, at least 1
 */
public record Cap(long amount, Every period) {

    /** How often a cap starts anew. */
    public enum Every {
        DAY,
        WEEK,
        MONTH,
        /** Never: it holds for as long as the rule exists. */
        WINDOW;

        /** The number of the period that an instant lies in. */
        public long indexOf(Instant instant) {
            return switch (this) {
                case DAY -> Period.DAY.indexOf(instant, ZoneOffset.UTC);
                case WEEK -> Period.WEEK.indexOf(instant, ZoneOffset.UTC);
                case MONTH -> Period.MONTH.indexOf(instant, ZoneOffset.UTC);
                case WINDOW -> 0;
            };
        }
    }
}
