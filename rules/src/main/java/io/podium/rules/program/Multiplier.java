package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

import io.podium.rules.condition.Condition;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A boost: for a time, or for events of a kind, an earn rule gives a multiple of what it gives else.
 *
 * @param factor above 0, at most 1000
 * @param startsAt first instant (by the event's {@code occurred_at}) at which it holds; null for always
 * @param endsAt first instant at which it holds no more; null for never
 * @param when null for no condition
 */
public record Multiplier(
        BigDecimal factor,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Condition when) {
    public Multiplier {
        requireNonNull(factor);
    }

    /** Whether an action at this instant lies in its window. */
    public boolean isOpenAt(Instant occurredAt) {
        return (startsAt == null || !occurredAt.isBefore(startsAt)) && (endsAt == null || occurredAt.isBefore(endsAt));
    }
}
