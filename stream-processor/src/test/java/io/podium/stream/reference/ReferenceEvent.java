package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An accepted event in the model, and where its outcomes go. */
record ReferenceEvent(
        String type,
        JsonNode attributes,
        Instant occurred,
        Instant arrival,
        Map<String, Object> base,
        Map<String, List<String>> outcomes,
        boolean ahead,
        ReferenceGave gave) {

    String id() {
        return base.get("event_id").toString();
    }

    /** The event as a rule sees it: one whose clock runs ahead happened when it arrived. */
    ReferenceEvent seenBy(JsonNode rule) {
        Duration allowed =
                rule.has("max_future") ? Duration.parse(rule.get("max_future").asText()) : Duration.ofHours(24);
        if (!occurred.isAfter(arrival.plus(allowed))) {
            return this;
        }
        Map<String, Object> seen = new LinkedHashMap<>(base);
        seen.put("occurred_at", arrival);
        return new ReferenceEvent(type, attributes, arrival, arrival, seen, outcomes, true, gave);
    }

    /** Notes, with what is to be said of the event's clock. */
    List<String> notes(List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        if (ahead) {
            all.add("occurred_in_future");
        }
        return all;
    }

    /** The attribute of that name or, where there is none, along its dots. */
    JsonNode attribute(String name) {
        return along(attributes, name);
    }

    private static JsonNode along(JsonNode node, String name) {
        if (node.has(name) || !name.contains(".")) {
            return node.path(name);
        }
        return along(node.path(name.substring(0, name.indexOf('.'))), name.substring(name.indexOf('.') + 1));
    }

    /** Notes an outcome with what all have in common and these further members. */
    void outcome(String topic, String idEnd, ReferenceRules.InForce rule, Object... members) {
        Map<String, Object> outcome = new LinkedHashMap<>(base);
        outcome.put("outcome_id", id() + ":" + idEnd);
        outcome.put("rule_id", rule.id());
        outcome.put("rule_version", rule.from());
        for (int i = 0; i < members.length; i += 2) {
            outcome.put(members[i].toString(), members[i + 1]);
        }
        List<?> notes = outcome.get("notes") instanceof List<?> list ? list : List.of();
        gave.lasting |= topic.equals("badge-outcomes")
                || topic.equals("tier-outcomes")
                || topic.equals("streak-outcomes") && notes.stream().allMatch("occurred_in_future"::equals)
                || Boolean.TRUE.equals(outcome.get("completed"));
        outcomes.computeIfAbsent(topic, name -> new ArrayList<>()).add(Canonical.text(outcome));
    }

    /** A number that can be calculated with, or why there is none. */
    Object number(String attribute) {
        JsonNode value = attribute(attribute);
        if (value.isMissingNode() || value.isNull()) {
            return "attribute_missing: " + attribute;
        } else if (!value.isNumber()) {
            return "attribute_not_numeric: " + attribute;
        }
        BigDecimal rounded = new BigDecimal(Canonical.plain(value.decimalValue())).setScale(9, RoundingMode.HALF_EVEN);
        return rounded.abs().compareTo(new BigDecimal("1e15")) < 0 ? rounded : "attribute_out_of_range: " + attribute;
    }

    /** Whether all attributes that a rule names have one of the values that it wants. */
    boolean matches(JsonNode definition) {
        for (Map.Entry<String, JsonNode> wanted :
                definition.path("match").path("attributes").properties()) {
            JsonNode actual = attribute(wanted.getKey());
            boolean found = false;
            for (JsonNode one : wanted.getValue().isArray() ? wanted.getValue() : List.of(wanted.getValue())) {
                found |= (!actual.isMissingNode() && same(one, actual));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Canonical.plain(one.decimalValue()).equals(Canonical.plain(other.decimalValue()))
                : one.getNodeType() == other.getNodeType() && one.asText().equals(other.asText());
    }
}
