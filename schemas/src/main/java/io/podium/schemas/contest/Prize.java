package io.podium.schemas.contest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rank gives.
 *
 * @param id of the badge; null for points
 * @param value points, at least 1; null for a badge
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prize(
        Type type, @Nullable String id, @Nullable Long value) {
    public Prize {
        requireNonNull(type);
    }

    /** What kind of thing it is. */
    public enum Type {
        POINTS,
        BADGE;

        /** The name in records. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it costs whoever pays for the prizes, in points; a badge costs nothing. */
    public long liability() {
        return type == Type.POINTS ? requireNonNull(value) : 0;
    }
}
