package io.podium.schemas.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of arrivals, which record timestamps say.
 *
 * @param from the first instant; null for no bound
 * @param to the first instant behind it; null for no bound
 */
public record ArrivalSpan(@Nullable Instant from, @Nullable Instant to) {

    /** Everything. */
    public static final ArrivalSpan ALL = new ArrivalSpan(null, null);

    public ArrivalSpan {
        if (from != null && to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException("expected an end after the start, " + from + ", but " + to);
        }
    }

    /** Whether a record with this timestamp (ms since the epoch) is in it. */
    public boolean holds(long timestamp) {
        return (from == null || timestamp >= from.toEpochMilli()) && (to == null || timestamp < to.toEpochMilli());
    }
}
