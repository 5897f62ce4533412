package io.podium.schemas.query;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A raw event whose verdict is asked for: its offset, and what the dedup store would know it by.
 *
 * @param idempotencyKey null when it has none; then it is new
 */
public record AskedVerdict(
        long offset, String tenantId, @Nullable String idempotencyKey, String eventId) {
    public AskedVerdict {
        requireNonNull(tenantId);
        requireNonNull(eventId);
    }
}
