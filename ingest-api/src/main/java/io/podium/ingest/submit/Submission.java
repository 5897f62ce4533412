package io.podium.ingest.submit;

import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import java.util.List;

/**
 * A valid event that a tenant sends, and what is remarkable about it.
 *
 * @param ordered whether it must be evaluated after those of the same participant that are submitted before it
 */
public record Submission(String tenantId, RawEvent event, List<Problem> warnings, boolean ordered) {
    public Submission {
        warnings = List.copyOf(warnings);
    }
}
