package io.podium.ingest.submit;

import io.podium.schemas.event.Problem;
import java.util.List;

/** What became of one submitted event. */
public sealed interface Receipt {

    /** In the log, and the first of its key (or the verdict is not known yet: then a warning says so). */
    record Accepted(String eventId, List<Problem> warnings) implements Receipt {}

    /** In the log, but an earlier event has its key: nothing will change. */
    record Duplicate(String originalEventId, List<Problem> warnings) implements Receipt {}

    /** Not an event, and every reason why. */
    record Rejected(List<Problem> problems) implements Receipt {}

    /** Not confirmed by the log; to be retried. */
    record Unavailable(String reason) implements Receipt {}
}
