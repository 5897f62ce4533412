package io.podium.schemas.rule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.AttributePath;
import io.podium.schemas.event.Decimals;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.ProblemList;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the event catalogue: the attributes that an event type is known to have. It causes warnings, never a
 * refusal; and where it says so, texts that are numbers are taken for numbers.
 *
 * @param attributes types by name; a name with dots stands for a nested attribute
 * @param coerced names of the number attributes whose texts are read as numbers
 * @param client whether participants may send such events themselves
 */
public record EventTypeDefinition(
        String id, Map<String, AttributeType> attributes, Set<String> coerced, boolean client) {
    public EventTypeDefinition {
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        coerced = coerced == null ? Set.of() : Set.copyOf(coerced);
    }

    @JsonCreator
    static EventTypeDefinition of(
            @JsonProperty("id") String id,
            @JsonProperty("attributes") @Nullable Map<String, JsonNode> attributes,
            @JsonProperty("client") boolean client) {
        Map<String, AttributeType> types = new HashMap<>();
        Set<String> coerced = new TreeSet<>();
        if (attributes != null) {
            attributes.forEach((name, declared) -> {
                JsonNode type = declared.isObject() ? declared.path("type") : declared;
                types.put(name, AttributeType.parse(type.asText()));
                if (declared.path("coerce").asBoolean()) {
                    coerced.add(name);
                }
            });
        }
        return new EventTypeDefinition(id, types, coerced, client);
    }

    /** What differs between an event's attributes and the catalogue, in the order of the event. */
    public List<Problem> warningsFor(JsonNode eventAttributes) {
        ProblemList warnings = new ProblemList();
        eventAttributes.properties().forEach(attribute -> {
            AttributeType type = attributes.get(attribute.getKey());
            if (type != null) {
                check(attribute.getKey(), type, attribute.getValue(), warnings);
            } else if (!nested(attribute.getKey(), eventAttributes, warnings)) {
                warnings.add(new Problem(
                        "attributes." + attribute.getKey(),
                        "unknown_attribute",
                        "the catalogue has no attribute of this name for " + id));
            }
        });
        return warnings.list();
    }

    /** Checks what the catalogue says of the inside of an attribute; false where it says nothing. */
    private boolean nested(String outer, JsonNode eventAttributes, ProblemList warnings) {
        List<String> inside = attributes.keySet().stream()
                .filter(name -> name.startsWith(outer + "."))
                .sorted()
                .toList();
        for (String name : inside) {
            JsonNode value = AttributePath.find(eventAttributes, name);
            if (value != null && !eventAttributes.has(name)) {
                check(name, requireNonNull(attributes.get(name)), value, warnings);
            }
        }
        return !inside.isEmpty();
    }

    private void check(String name, AttributeType type, JsonNode value, ProblemList warnings) {
        boolean number = coerced.contains(name)
                && value.isTextual()
                && Decimals.ofText(value.textValue()).isPresent();
        if (!number && !type.admits(value)) {
            warnings.add(new Problem(
                    "attributes." + name,
                    "attribute_type",
                    "expected " + type.wireName() + ", but "
                            + value.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * The attributes with numbers where the catalogue asks to take texts for them; the same where it changes nothing.
     */
    public ObjectNode coerce(ObjectNode eventAttributes) {
        ObjectNode changed = null;
        for (String name : new TreeSet<>(coerced)) {
            JsonNode value = AttributePath.find(eventAttributes, name);
            Optional<BigDecimal> number =
                    value != null && value.isTextual() ? Decimals.ofText(value.textValue()) : Optional.empty();
            if (number.isPresent()) {
                changed = changed == null ? eventAttributes.deepCopy() : changed;
                AttributePath.replace(changed, name, DecimalNode.valueOf(number.get()));
            }
        }
        return changed == null ? eventAttributes : changed;
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
