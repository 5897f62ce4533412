package io.podium.schemas.contest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a contest is in its life. It follows the definition in force until {@link #COMPLETED}, which is final. */
public enum ContestState {
    /** Written, but not announced: nothing scores until a version that is no draft is in force. */
    DRAFT,
    /** Its window has not begun. */
    SCHEDULED,
    /** Actions inside the window score. */
    ACTIVE,
    /** The window is over; what happened in it and arrives within the grace still scores. */
    SCORING,
    /** Ranks are frozen and prizes are given (none if it was retired before); nothing scores any more. */
    COMPLETED;

    /** The name in records and answers. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
