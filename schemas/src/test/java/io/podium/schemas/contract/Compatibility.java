package io.podium.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whether consumers of a topic can go on reading what a changed schema allows: every record of the new schema must be
 * one of the old schema, apart from members that the old one did not know. It may promise more, never less.
 */
final class Compatibility {

    /** Bounds that may rise. */
    private static final List<String> LOWER = List.of("minimum", "exclusiveMinimum", "minLength", "minItems");

    /** Bounds that may fall. */
    private static final List<String> UPPER = List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");

    /** What may be added, but neither changed nor taken away. */
    private static final List<String> FIXED = List.of("format", "pattern");

    private final Function<String, JsonNode> before;
    private final Function<String, JsonNode> after;
    private final List<String> problems = new ArrayList<>();

    /** Compares schemas that both sides find by file name. */
    Compatibility(Function<String, JsonNode> before, Function<String, JsonNode> after) {
        this.before = before;
        this.after = after;
    }

    /** Every place where the file promises less than before; empty when consumers need not care. */
    List<String> problems(String file) {
        problems.clear();
        compare(file, new Place(before, file, before.apply(file)), new Place(after, file, after.apply(file)));
        return List.copyOf(problems);
    }

    /** A schema, and where its references are looked up. */
    private record Place(Function<String, JsonNode> files, String file, JsonNode schema) {

        Place at(JsonNode part) {
            return new Place(files, file, part).followed();
        }

        private Place followed() {
            JsonNode reference = schema.path("$ref");
            if (reference.isMissingNode()) {
                return this;
            }
            String[] target = reference.asText().split("#", 2);
            String targetFile = target[0].isEmpty() ? file : target[0];
            return new Place(files, targetFile, files.apply(targetFile).at(target[1])).followed();
        }

        JsonNode get(String keyword) {
            return schema.path(keyword);
        }
    }

    private void compare(String path, Place old, Place now) {
        values(path, "type", old, now);
        values(path, "enum", old, now);
        values(path, "const", old, now);
        LOWER.forEach(bound -> bound(path, bound, old, now, 1));
        UPPER.forEach(bound -> bound(path, bound, old, now, -1));
        for (String keyword : FIXED) {
            if (!old.get(keyword).isMissingNode() && !old.get(keyword).equals(now.get(keyword))) {
                report(path, keyword, old.get(keyword), now.get(keyword));
            }
        }
        members(path, old, now);
        if (!old.get("items").isMissingNode()) {
            compare(path + "[]", old.at(old.get("items")), now.at(now.get("items")));
        }
        alternatives(path, old, now);
    }

    private void values(String path, String keyword, Place old, Place now) {
        JsonNode allowed = old.get(keyword);
        if (!allowed.isMissingNode()
                && (now.get(keyword).isMissingNode() || !set(allowed).containsAll(set(now.get(keyword))))) {
            report(path, keyword, allowed, now.get(keyword));
        }
    }

    private static Set<JsonNode> set(JsonNode oneOrMany) {
        Set<JsonNode> values = new HashSet<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(values::add);
        } else {
            values.add(oneOrMany);
        }
        return values;
    }

    /** A bound may become tighter, in the direction of the sign, but neither looser nor go away. */
    private void bound(String path, String keyword, Place old, Place now, int sign) {
        JsonNode bound = old.get(keyword);
        if (!bound.isMissingNode()
                && (now.get(keyword).isMissingNode()
                        || now.get(keyword).decimalValue().compareTo(bound.decimalValue()) * sign < 0)) {
            report(path, keyword, bound, now.get(keyword));
        }
    }

    private void members(String path, Place old, Place now) {
        Set<JsonNode> stillRequired = set(now.get("required"));
        for (JsonNode required : old.get("required")) {
            if (!stillRequired.contains(required)) {
                problems.add(path + "." + required.asText() + ": expected to stay required, but it may now be absent");
            }
        }
        for (Map.Entry<String, JsonNode> member : old.get("properties").properties()) {
            String name = path + "." + member.getKey();
            JsonNode kept = now.get("properties").path(member.getKey());
            if (kept.isMissingNode()) {
                problems.add(name + ": expected to stay, but it is gone");
            } else {
                compare(name, old.at(member.getValue()), now.at(kept));
            }
        }
    }

    /** Each alternative of the new schema must fit one of the old. */
    private void alternatives(String path, Place old, Place now) {
        JsonNode known = old.get("oneOf");
        if (known.isMissingNode()) {
            if (!now.get("oneOf").isMissingNode() && !old.get("type").isMissingNode()) {
                report(path, "oneOf", MissingNode.getInstance(), now.get("oneOf"));
            }
            return;
        }
        List<JsonNode> offered = new ArrayList<>();
        (now.get("oneOf").isMissingNode() ? List.of(now.schema()) : now.get("oneOf")).forEach(offered::add);
        for (JsonNode alternative : offered) {
            boolean fits = false;
            for (JsonNode one : known) {
                Compatibility branch = new Compatibility(before, after);
                branch.compare(path, old.at(one), now.at(alternative));
                fits |= branch.problems.isEmpty();
            }
            if (!fits) {
                report(path, "oneOf", known, alternative);
            }
        }
    }

    private void report(String path, String keyword, JsonNode expected, JsonNode came) {
        problems.add(path + ": expected " + keyword + " to allow no more than "
                + (expected.isMissingNode() ? "one form" : texts(expected)) + ", but "
                + (came.isMissingNode() ? "it is open" : texts(came)));
    }

    private static Set<String> texts(JsonNode values) {
        Set<String> texts = new TreeSet<>();
        set(values).forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
