package io.podium.schemas.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How several scores of one participant become one. */
public enum ScoringMethod {
    /** They add up. */
    CUMULATIVE,
    /** The highest counts. */
    BEST,
    /** The one of the latest {@code occurred_at} counts; of equals, the one that came last. */
    LATEST,
    /** Each event counts one, whatever its attributes. */
    COUNT;

    /** The name in rule files and records. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
