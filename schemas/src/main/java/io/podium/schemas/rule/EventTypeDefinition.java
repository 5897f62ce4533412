package io.podium.schemas.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.ProblemList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An entry of the event catalogue: the attributes that an event type is known to have. It only ever causes
 * warnings; an event is never refused for its type or attributes.
 */
public record EventTypeDefinition(String id, Map<String, AttributeType> attributes) {
    public EventTypeDefinition {
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }

    /** What differs between an event's attributes and the catalogue, in the order of the event. */
    public List<Problem> warningsFor(JsonNode eventAttributes) {
        ProblemList warnings = new ProblemList();
        eventAttributes.properties().forEach(attribute -> {
            AttributeType type = attributes.get(attribute.getKey());
            String path = "attributes." + attribute.getKey();
            if (type == null) {
                warnings.add(new Problem(
                        path, "unknown_attribute", "the catalogue has no attribute of this name for " + id));
            } else if (!type.admits(attribute.getValue())) {
                warnings.add(new Problem(
                        path,
                        "attribute_type",
                        "expected " + type.wireName() + ", but "
                                + attribute.getValue().getNodeType().name().toLowerCase(Locale.ROOT)));
            }
        });
        return warnings.list();
    }

    /** The JSON types that a catalogue can promise. */
    public enum AttributeType {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        ARRAY,
        OBJECT,
        ANY;

        /** The name in rule files. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static AttributeType parse(String name) {
            return Arrays.stream(values())
                    .filter(type -> type.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected an attribute type, but " + name));
        }

        boolean admits(JsonNode value) {
            return switch (this) {
                case STRING -> value.isTextual();
                case NUMBER -> value.isNumber();
                case INTEGER -> value.isIntegralNumber();
                case BOOLEAN -> value.isBoolean();
                case ARRAY -> value.isArray();
                case OBJECT -> value.isObject();
                case ANY -> true;
            };
        }
    }
}
