package io.podium.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Finds an attribute by the name that a rule gives it. A name with dots, {@code data.object.amount}, leads into nested
 * objects; an attribute that literally has the dotted name wins, on each level.
 */
public final class AttributePath {

    private static final char DOT = '.';

    private AttributePath() {}

    /** The value of that name; null where there is none. */
    public static @Nullable JsonNode find(JsonNode attributes, String name) {
        JsonNode node = attributes;
        String rest = name;
        while (node != null && node.isObject()) {
            JsonNode literal = node.get(rest);
            if (literal != null) {
                return literal;
            }
            int dot = rest.indexOf(DOT);
            if (dot < 0) {
                return null;
            }
            node = node.get(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return null;
    }

    /** Puts another value in the place where {@link #find} finds one; without it nothing changes. */
    public static void replace(ObjectNode attributes, String name, JsonNode value) {
        JsonNode node = attributes;
        String rest = name;
        while (node instanceof ObjectNode object) {
            int dot = rest.indexOf(DOT);
            if (object.has(rest)) {
                object.set(rest, value);
                return;
            } else if (dot < 0) {
                return;
            }
            node = object.get(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
    }

    /** Whether a name has dots and the attributes have it as it is, so that it can be mistaken for a path. */
    public static boolean isLiteralWithDots(JsonNode attributes, String name) {
        return name.indexOf(DOT) >= 0 && attributes.has(name);
    }
}
