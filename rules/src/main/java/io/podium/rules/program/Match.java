package io.podium.rules.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.attribute.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A filter on attributes, by name or dotted path: every named attribute must equal the given value or, where an array
 * is given, one of its values. Numbers are equal by value (1 equals 1.0); other types never mix.
 */
public record Match(Map<String, JsonNode> attributes) {

    /** Lets every event pass. */
    public static final Match ALL = new Match(Map.of());

    public Match {
        attributes = new LinkedHashMap<>(attributes);
    }

    /** Whether an event with these attributes passes. */
    public boolean admits(JsonNode eventAttributes) {
        for (Map.Entry<String, JsonNode> wanted : attributes.entrySet()) {
            JsonNode actual = Attributes.find(eventAttributes, wanted.getKey());
            if (actual == null || !oneOf(wanted.getValue(), actual)) {
                return false;
            }
        }
        return true;
    }

    private static boolean oneOf(JsonNode wanted, JsonNode actual) {
        if (!wanted.isArray()) {
            return Attributes.same(wanted, actual);
        }
        for (JsonNode value : wanted) {
            if (Attributes.same(value, actual)) {
                return true;
            }
        }
        return false;
    }
}
