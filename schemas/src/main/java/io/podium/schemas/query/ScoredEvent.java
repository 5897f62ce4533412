package io.podium.schemas.query;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import org.jspecify.annotations.Nullable;

/**
 * Stage 3's result for one event and contest, kept for the retention of results.
 *
 * @param delta null when the event could not be scored
 */
public record ScoredEvent(
        String tenantId, String eventId, @Nullable ContestScoreDelta delta) {
    public ScoredEvent {
        requireNonNull(tenantId);
        requireNonNull(eventId);
    }
}
