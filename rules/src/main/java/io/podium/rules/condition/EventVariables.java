package io.podium.rules.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.NullValue;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.EventTypeDefinition.AttributeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An event as CEL sees it. JSON numbers become {@code double} where the catalogue says {@code number}; elsewhere whole
 * ones that fit become {@code int} and the others {@code double}.
 */
public final class EventVariables {
    private EventVariables() {}

    /**
     * The variables of an event.
     *
     * @param type of the catalogue; null when it has none for this event
     */
    public static Map<String, Object> of(AcceptedEvent event, EventTypeDefinition type) {
        Map<String, Object> attributes = new HashMap<>();
        event.attributes().properties().forEach(attribute -> {
            boolean real = type != null && type.attributes().get(attribute.getKey()) == AttributeType.NUMBER;
            attributes.put(attribute.getKey(), value(attribute.getValue(), real));
        });
        return Map.of(
                "attributes", attributes,
                "participant_id", event.participantId(),
                "event_type", event.eventType(),
                "source", event.source() == null ? "" : event.source(),
                "occurred_at", event.occurredAt());
    }

    private static Object value(JsonNode node, boolean real) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                !real && node.isIntegralNumber() && node.canConvertToLong()
                        ? (Object) node.longValue()
                        : (Object) node.doubleValue();
            case ARRAY -> list(node);
            case OBJECT -> map(node);
            default -> NullValue.NULL_VALUE;
        };
    }

    private static List<Object> list(JsonNode array) {
        List<Object> values = new ArrayList<>(array.size());
        array.forEach(item -> values.add(value(item, false)));
        return values;
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> values = new HashMap<>();
        object.properties().forEach(member -> values.put(member.getKey(), value(member.getValue(), false)));
        return values;
    }
}
