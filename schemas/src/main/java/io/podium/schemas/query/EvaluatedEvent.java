package io.podium.schemas.query;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.outcome.EventResults;
import java.util.List;

/**
 * Stage 2's result for one event, kept for the retention of results.
 *
 * @param results without the contest part
 * @param contestIds the contests whose part stage 3 adds
 */
public record EvaluatedEvent(
        String tenantId, String participantId, String eventId, EventResults results, List<String> contestIds) {
    public EvaluatedEvent {
        requireNonNull(tenantId);
        requireNonNull(participantId);
        requireNonNull(eventId);
        requireNonNull(results);
        contestIds = List.copyOf(contestIds);
    }
}
