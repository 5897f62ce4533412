package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.Problem;
import java.util.List;

/** Floating point's values that are no numbers: not a number, and the infinite ones. JSON can't have them. */
final class NotFinite {
    private NotFinite() {}

    /** Whether the value, or one inside it, is none. */
    static boolean is(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return !value.isBigDecimal() && !Double.isFinite(value.doubleValue());
        }
        for (JsonNode inner : value) {
            if (is(inner)) {
                return true;
            }
        }
        return false;
    }

    static Problem problem(String path, JsonNode value) {
        return new Problem(
                path,
                "not_finite",
                "expected a number, but " + (value.isContainerNode() ? "NaN or Infinity" : value.asText()));
    }

    /** A problem for each member that has one. */
    static void problems(JsonNode event, List<Problem> problems) {
        event.properties().forEach(member -> {
            if (is(member.getValue())) {
                problems.add(problem(member.getKey(), member.getValue()));
            }
        });
    }
}
