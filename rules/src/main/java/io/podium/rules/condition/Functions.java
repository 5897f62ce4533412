package io.podium.rules.condition;

import io.podium.rules.attribute.Attributes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The operators and functions of conditions, by the types of what they are given. None takes longer than it has paid
 * for.
 */
final class Functions {

    private Functions() {}

    /** The value of a call whose arguments have values; the target of a method comes first. */
    static Object call(String name, Object[] arguments, Budget budget) {
        return switch (arguments.length) {
            case 1 -> unary(name, arguments[0], budget);
            case 2 -> binary(name, arguments[0], arguments[1], budget);
            default -> Fault.NO_OVERLOAD;
        };
    }

    private static Object unary(String name, Object value, Budget budget) {
        return switch (name) {
            case "!_" -> value instanceof Boolean holds ? !holds : Fault.NO_OVERLOAD;
            case "-_" -> value instanceof BigDecimal number ? number.negate() : Fault.NO_OVERLOAD;
            case "size" -> TextFunctions.size(value, budget);
            case "dyn" -> value;
            case "type" -> Values.typeOf(value);
            case "bool" -> bool(value);
            case "int", "uint" -> whole(name, value);
            case "double" -> value instanceof String text ? Numbers.parsed(text) : number(value);
            case "string" -> string(value, budget);
            case "timestamp" -> TimeFunctions.timestamp(value);
            case "duration" -> TimeFunctions.duration(value);
            default -> name.startsWith("get") ? TimeFunctions.part(name, value, null) : Fault.NO_OVERLOAD;
        };
    }

    private static Object binary(String name, Object one, Object other, Budget budget) {
        return switch (name) {
            case "_==_" -> Values.same(one, other, budget);
            case "_!=_" -> !Values.same(one, other, budget);
            case "_<_", "_<=_", "_>_", "_>=_" -> compared(name, one, other, budget);
            case "_+_", "_-_", "_*_", "_/_", "_%_" -> calculated(name, one, other, budget);
            case "_[_]" -> item(one, other);
            case "@in" -> in(one, other, budget);
            case "contains", "startsWith", "endsWith", "matches" -> TextFunctions.call(name, one, other, budget);
            default -> name.startsWith("get") ? TimeFunctions.part(name, one, other) : Fault.NO_OVERLOAD;
        };
    }

    @SuppressWarnings("unchecked")
    private static Object compared(String name, Object one, Object other, Budget budget) {
        boolean ordered = one instanceof BigDecimal
                || one instanceof String
                || one instanceof Boolean
                || one instanceof Instant
                || one instanceof Duration;
        if (!ordered || one.getClass() != other.getClass()) {
            return Fault.NO_OVERLOAD;
        }
        if (one instanceof String a && other instanceof String b) {
            budget.scan(Math.min(a.length(), b.length()));
        }
        int order = ((Comparable<Object>) one).compareTo(other);
        return switch (name) {
            case "_<_" -> order < 0;
            case "_<=_" -> order <= 0;
            case "_>_" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Object calculated(String name, Object one, Object other, Budget budget) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return Numbers.calculated(name, a, b);
        } else if (name.equals("_+_") && one instanceof String a && other instanceof String b) {
            budget.text((long) a.length() + b.length());
            return a.concat(b);
        } else if (name.equals("_+_") && one instanceof ListValue a && other instanceof ListValue b) {
            return ListValue.concatenated(a, b, budget);
        }
        return name.equals("_+_") || name.equals("_-_")
                ? TimeFunctions.calculated(name, one, other)
                : Fault.NO_OVERLOAD;
    }

    private static Object item(Object whole, Object key) {
        if (whole instanceof MapValue map) {
            Object value = map.get(key);
            return value == null ? Fault.NOT_FOUND : value;
        } else if (whole instanceof ListValue list && key instanceof BigDecimal index) {
            return item(list, index);
        }
        return Fault.NO_OVERLOAD;
    }

    private static Object item(ListValue list, BigDecimal index) {
        if (!Numbers.isWhole(index)) {
            return Fault.INVALID_ARGUMENT;
        }
        boolean inside = index.signum() >= 0 && index.compareTo(BigDecimal.valueOf(list.size())) < 0;
        return inside ? list.get(index.intValue()) : Fault.OUT_OF_BOUNDS;
    }

    private static Object in(Object wanted, Object whole, Budget budget) {
        if (whole instanceof MapValue map) {
            return map.get(wanted) != null;
        }
        if (!(whole instanceof ListValue list)) {
            return Fault.NO_OVERLOAD;
        }
        for (int i = 0; i < list.size(); i++) {
            if (Values.same(wanted, list.get(i), budget)) {
                return true;
            }
        }
        return false;
    }

    private static Object bool(Object value) {
        if (value instanceof String text) {
            return switch (text) {
                case "true", "True", "TRUE", "t", "1" -> true;
                case "false", "False", "FALSE", "f", "0" -> false;
                default -> Fault.INVALID_ARGUMENT;
            };
        }
        return value instanceof Boolean ? value : Fault.NO_OVERLOAD;
    }

    private static Object number(Object value) {
        return value instanceof BigDecimal ? value : Fault.NO_OVERLOAD;
    }

    private static Object whole(String name, Object value) {
        Object number = value instanceof String text
                ? Numbers.parsed(text)
                : value instanceof Instant instant ? TimeFunctions.epochSeconds(instant) : number(value);
        if (!(number instanceof BigDecimal parsed)) {
            return number;
        } else if (value instanceof String && !Numbers.isWhole(parsed)) {
            return Fault.INVALID_ARGUMENT;
        }
        return name.equals("uint") && parsed.signum() < 0 ? Fault.OVERFLOW : Numbers.whole(parsed);
    }

    private static Object string(Object value, Budget budget) {
        String text;
        if (value instanceof BigDecimal number) {
            text = Attributes.plain(number).toPlainString();
        } else if (value instanceof Duration duration) {
            text = TimeFunctions.text(duration);
        } else if (value instanceof Boolean || value instanceof Instant) {
            text = value.toString();
        } else {
            return value instanceof String ? value : Fault.NO_OVERLOAD;
        }
        budget.text(text.length());
        return text;
    }
}
