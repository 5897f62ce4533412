package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** One text for all JSON documents that mean the same: sorted members, plain numbers. */
final class Canonical {
    private Canonical() {}

    static String text(byte[] json) {
        try {
            return text(Json.mapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Map<String, ?> members) {
        return text(Json.mapper().<JsonNode>valueToTree(members));
    }

    private static String text(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), text(member.getValue())));
            return members.toString();
        } else if (node.isNumber()) {
            return plain(node.decimalValue());
        } else if (node.isArray()) {
            StringBuilder items = new StringBuilder("[");
            node.forEach(item -> items.append(text(item)).append(';'));
            return items.append(']').toString();
        }
        return node.toString();
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
