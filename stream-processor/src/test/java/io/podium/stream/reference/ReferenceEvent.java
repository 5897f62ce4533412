package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
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
        Map<String, List<String>> outcomes) {

    String id() {
        return base.get("event_id").toString();
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
        outcomes.computeIfAbsent(topic, name -> new ArrayList<>()).add(Canonical.text(outcome));
    }

    /** A number that can be calculated with, or why there is none. */
    Object number(String attribute) {
        JsonNode value = attributes.get(attribute);
        if (value == null || value.isNull()) {
            return "attribute_missing: " + attribute;
        } else if (!value.isNumber()) {
            return "attribute_not_numeric: " + attribute;
        }
        String[] digits = Canonical.plain(value.decimalValue()).replace("-", "").split("\\.");
        String whole = digits[0].equals("0") ? "" : digits[0];
        boolean small = whole.length() <= 15 && (digits.length == 1 || digits[1].length() <= 9);
        return small ? new BigDecimal(Canonical.plain(value.decimalValue())) : "attribute_out_of_range: " + attribute;
    }

    /** Whether all attributes that a rule names have one of the values that it wants. */
    boolean matches(JsonNode definition) {
        for (Map.Entry<String, JsonNode> wanted :
                definition.path("match").path("attributes").properties()) {
            JsonNode actual = attributes.get(wanted.getKey());
            boolean found = false;
            for (JsonNode one : wanted.getValue().isArray() ? wanted.getValue() : List.of(wanted.getValue())) {
                found |= (actual != null && same(one, actual));
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
