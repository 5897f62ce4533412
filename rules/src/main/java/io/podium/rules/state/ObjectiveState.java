package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.rules.streak.Ticks;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Progress in one objective, in its unit.
 *
 * @param values counted so far by a distinct objective; null where no version of it was one
 * @param days counted so far by a streak objective; null where no version of it was one
 */
public record ObjectiveState(
        BigDecimal progress,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean completed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DistinctValues values,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Ticks days) {

    /** Nothing done yet. */
    public static final ObjectiveState UNTOUCHED = new ObjectiveState(BigDecimal.ZERO, false, null, null);
}
