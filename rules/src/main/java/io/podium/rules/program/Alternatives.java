package io.podium.rules.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What to report where a schema has alternatives and a part of a document fits none: what is wrong with the one that
 * the author plainly wanted, or else which ones there are; never what is wrong with each of them.
 */
final class Alternatives {

    private static final Set<String> OTHER_FORM = Set.of("required", "additionalProperties", "type", "const", "enum");

    private Alternatives() {}

    /** The errors without those of alternatives that nobody wanted. */
    static List<Error> reported(List<Error> errors) {
        List<Error> reported = new ArrayList<>(errors);
        for (Error choice : errors) {
            if (choice.getKeyword().equals("oneOf")) {
                reported.removeAll(unwanted(choice, errors));
            }
        }
        return reported;
    }

    private static List<Error> unwanted(Error choice, List<Error> errors) {
        String path = choice.getEvaluationPath().toString();
        String place = choice.getInstanceLocation().toString();
        Map<String, List<Error>> branches = new TreeMap<>();
        for (Error error : errors) {
            String below = error.getEvaluationPath().toString();
            boolean inside = error.getInstanceLocation().toString().startsWith(place);
            if (!error.equals(choice) && inside && below.startsWith(path)) {
                branches.computeIfAbsent(branch(below, path), any -> new ArrayList<>())
                        .add(error);
            }
        }
        List<String> wanted = branches.entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(error -> isOtherForm(error, place)))
                .map(Map.Entry::getKey)
                .toList();
        List<Error> unwanted = new ArrayList<>();
        branches.forEach((branch, own) -> {
            if (wanted.size() != 1 || !branch.equals(wanted.get(0))) {
                unwanted.addAll(own);
            }
        });
        if (wanted.size() == 1) {
            unwanted.add(choice);
        }
        return unwanted;
    }

    private static boolean isOtherForm(Error error, String place) {
        return error.getKeyword().equals("const")
                || (error.getInstanceLocation().toString().equals(place) && OTHER_FORM.contains(error.getKeyword()));
    }

    private static String branch(String below, String path) {
        return below.substring(path.length()).replaceFirst("^([^0-9]*[0-9]+).*", "$1");
    }

    /** Which alternatives there are, by the members that each needs: {@code a, or b with c}. */
    static String names(Error choice) {
        JsonNode branches = choice.getSchemaNode();
        if (branches == null || !branches.isArray()) {
            return "one of the alternatives";
        }
        return StreamSupport.stream(branches.spliterator(), false)
                .map(Alternatives::name)
                .distinct()
                .collect(Collectors.joining(", or "));
    }

    private static String name(JsonNode branch) {
        if (branch.has("const")) {
            return branch.get("const").asText();
        } else if (!branch.has("required")) {
            return branch.path("type").isArray()
                    ? "one of " + branch.get("type")
                    : "an " + branch.path("type").asText("alternative");
        }
        return StreamSupport.stream(branch.get("required").spliterator(), false)
                .map(JsonNode::asText)
                .map(member -> {
                    JsonNode only = branch.path("properties").path(member).path("const");
                    return only.isMissingNode() ? member : member + " " + only.asText();
                })
                .collect(Collectors.joining(" with "));
    }

    /** What came instead. */
    static String given(Error choice) {
        JsonNode came = choice.getInstanceNode();
        if (came == null || !came.isObject()) {
            return came + " came";
        }
        List<String> names = new ArrayList<>();
        came.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "none came" : String.join(", ", names) + " came";
    }
}
