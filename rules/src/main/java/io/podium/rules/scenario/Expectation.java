package io.podium.rules.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.attribute.Attributes;
import io.podium.schemas.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an author expects against what came. Of objects only the members that are written count, so that a
 * scenario says what it is about and no more; arrays must be equally long; numbers are equal by value.
 */
final class Expectation {
    private Expectation() {}

    /** Every difference, at the path of the expectation. */
    static List<Problem> differences(String path, JsonNode expected, @Nullable JsonNode actual) {
        List<Problem> problems = new ArrayList<>();
        compare(path, expected, actual, problems);
        return problems;
    }

    private static void compare(String path, JsonNode expected, @Nullable JsonNode actual, List<Problem> problems) {
        if (expected.isObject() && actual != null && actual.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                compare(path + "." + member.getKey(), member.getValue(), actual.get(member.getKey()), problems);
            }
        } else if (expected.isArray() && actual != null && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i), problems);
            }
        } else if (actual == null || !Attributes.same(expected, actual)) {
            problems.add(new Problem(
                    path, "different", "expected " + expected + ", but " + (actual == null ? "nothing came" : actual)));
        }
    }
}
