package io.podium.rules.condition;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The values of conditions: {@code String}, {@code Boolean}, {@code BigDecimal} for every number, {@code Instant},
 * {@code Duration}, {@link ListValue}, {@link MapValue}, {@link Type} and {@link #NULL}.
 */
final class Values {

    /** JSON's null. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /** What {@code type(x)} gives. */
    enum Type {
        NUMBER,
        STRING,
        BOOL,
        LIST,
        MAP,
        NULL,
        TIMESTAMP,
        DURATION,
        TYPE
    }

    private Values() {}

    /** A value of the event's attributes; a {@link Fault} for a number that is out of range. */
    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> Numbers.of(node);
            case ARRAY -> new ListValue.OfEvent((ArrayNode) node);
            case OBJECT -> new MapValue.OfEvent((ObjectNode) node);
            default -> NULL;
        };
    }

    static Type typeOf(Object value) {
        if (value instanceof BigDecimal) {
            return Type.NUMBER;
        } else if (value instanceof String) {
            return Type.STRING;
        } else if (value instanceof Boolean) {
            return Type.BOOL;
        } else if (value instanceof ListValue) {
            return Type.LIST;
        } else if (value instanceof MapValue) {
            return Type.MAP;
        } else if (value instanceof Instant) {
            return Type.TIMESTAMP;
        } else if (value instanceof Duration) {
            return Type.DURATION;
        }
        return value == NULL ? Type.NULL : Type.TYPE;
    }

    /** A key as made maps keep it: equal numbers are the same key however they were written. */
    static Object key(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    static boolean isKey(Object value) {
        return value instanceof String || value instanceof BigDecimal || value instanceof Boolean;
    }

    /** Equality of values, numbers by value; values of different kinds are not equal. */
    static boolean same(Object one, Object other, Budget budget) {
        budget.step();
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        } else if (one instanceof String a && other instanceof String b) {
            budget.scan(Math.min(a.length(), b.length()));
            return a.equals(b);
        } else if (one instanceof ListValue a && other instanceof ListValue b) {
            return sameItems(a, b, budget);
        } else if (one instanceof MapValue a && other instanceof MapValue b) {
            return sameMembers(a, b, budget);
        }
        return one.equals(other);
    }

    private static boolean sameItems(ListValue one, ListValue other, Budget budget) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i), budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMembers(MapValue one, MapValue other, Budget budget) {
        if (one.size() != other.size()) {
            return false;
        }
        budget.steps(one.size());
        for (Object key : one.keys()) {
            Object counterpart = other.get(key);
            if (counterpart == null || !same(requireNonNull(one.get(key)), counterpart, budget)) {
                return false;
            }
        }
        return true;
    }
}
