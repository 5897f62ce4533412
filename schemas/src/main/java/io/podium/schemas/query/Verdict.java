package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event was the first of its key within the dedup window; a pure function of the log up to the event.
 *
 * @param originalEventId of the first event, when this one is a duplicate; null when this one is new
 */
public record Verdict(@Nullable String originalEventId) {

    /** The verdict on a first event. */
    public static final Verdict NEW = new Verdict(null);

    /** Whether an earlier event took the key. */
    @JsonIgnore
    public boolean isDuplicate() {
        return originalEventId != null;
    }
}
