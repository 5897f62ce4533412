package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Some conditions in CEL, and by hand what each of them says of an event. */
final class ReferenceConditions {

    static final String YES = "yes";
    static final String NO = "no";
    private static final String MISSING = "when_failed: attribute_not_found";
    private static final String MISFIT = "when_failed: overload_not_found";

    private static final Map<String, BiFunction<ReferenceEvent, JsonNode, String>> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("attributes.amount > 50.0", (event, attributes) -> above(attributes.get("amount"), 50));
        KNOWN.put("has(attributes.colour)", (event, attributes) -> attributes.has("colour") ? YES : NO);
        KNOWN.put("participant_id == 'p1'", (event, attributes) -> isFirst(event) ? YES : NO);
        KNOWN.put(
                "participant_id == 'p1' || attributes.score > 6",
                (event, attributes) -> isFirst(event) ? YES : above(attributes.get("score"), 6));
        KNOWN.put(
                "occurred_at < timestamp('2026-05-01T00:00:00Z')",
                (event, attributes) ->
                        event.occurred().isBefore(java.time.Instant.parse("2026-05-01T00:00:00Z")) ? YES : NO);
    }

    private ReferenceConditions() {}

    static Set<String> texts() {
        return KNOWN.keySet();
    }

    /** {@link #YES}, {@link #NO}, or the note of a failure. */
    static String judge(ReferenceEvent event, JsonNode rule) {
        if (!event.matches(rule)) {
            return NO;
        }
        return rule.has("when") ? KNOWN.get(rule.get("when").asText()).apply(event, event.attributes()) : YES;
    }

    private static boolean isFirst(ReferenceEvent event) {
        return event.base().get("participant_id").equals("p1");
    }

    private static String above(JsonNode value, long bound) {
        if (value == null) {
            return MISSING;
        } else if (!value.isNumber()) {
            return MISFIT;
        }
        return value.decimalValue().compareTo(BigDecimal.valueOf(bound)) > 0 ? YES : NO;
    }
}
