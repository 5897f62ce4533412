package io.podium.rules.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the parts of a parsed expression ready to be evaluated within a {@link Budget}. The library's own runtime
 * bounds iterations alone: what a step makes may double with each, its regular expressions take what they take, and
 * any failure, also of a bound, is nothing to {@code ||}.
 */
final class Planner {

    private Planner() {}

    static Node plan(CelExpr expression) {
        Node part =
                switch (expression.getKind()) {
                    case CONSTANT -> constant(expression.constant());
                    case IDENT -> identifier(expression.ident().name());
                    case SELECT -> select(expression.select());
                    case CALL -> call(expression.call());
                    case LIST -> list(plan(expression.list().elements()));
                    case MAP -> map(expression.map());
                    case COMPREHENSION -> comprehension(expression.comprehension());
                    default -> scope -> Fault.NO_OVERLOAD;
                };
        return scope -> {
            scope.budget.step();
            return part.value(scope);
        };
    }

    private static Node[] plan(List<CelExpr> expressions) {
        return expressions.stream().map(Planner::plan).toArray(Node[]::new);
    }

    private static Node constant(CelConstant constant) {
        Object value =
                switch (constant.getKind()) {
                    case NULL_VALUE -> Values.NULL;
                    case BOOLEAN_VALUE -> constant.booleanValue();
                    case INT64_VALUE -> BigDecimal.valueOf(constant.int64Value());
                    case UINT64_VALUE -> new BigDecimal(constant.uint64Value().bigIntegerValue());
                    case DOUBLE_VALUE -> real(constant.doubleValue());
                    case STRING_VALUE -> constant.stringValue();
                    default -> Fault.NO_OVERLOAD;
                };
        return scope -> value;
    }

    private static Object real(double value) {
        return Double.isFinite(value) ? Numbers.bounded(BigDecimal.valueOf(value)) : Fault.OVERFLOW;
    }

    private static Node identifier(String name) {
        Values.Type type = Environment.TYPES.get(name);
        return scope -> {
            Object value = scope.find(name);
            return value != null ? value : type != null ? type : Fault.NOT_FOUND;
        };
    }

    private static Node select(CelSelect select) {
        Node operand = plan(select.operand());
        String field = select.field();
        boolean test = select.testOnly();
        return scope -> {
            Object whole = operand.value(scope);
            if (!(whole instanceof MapValue map)) {
                return whole instanceof Fault ? whole : Fault.NOT_FOUND;
            }
            Object value = map.get(field);
            return test ? (Object) (value != null) : value == null ? Fault.NOT_FOUND : value;
        };
    }

    private static Node call(CelCall call) {
        List<CelExpr> all = new ArrayList<>();
        call.target().ifPresent(all::add);
        all.addAll(call.args());
        Node[] arguments = plan(all);
        String name = call.function();
        return switch (name) {
            case "_&&_" -> logical(arguments, false);
            case "_||_" -> logical(arguments, true);
            case "_?_:_" -> choice(arguments);
            case "@not_strictly_false" -> scope -> !(arguments[0].value(scope) instanceof Boolean holds) || holds;
            case "matches" -> matches(all, arguments);
            default -> function(name, arguments);
        };
    }

    private static Node function(String name, Node[] arguments) {
        return scope -> {
            Object[] values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].value(scope);
                if (values[i] instanceof Fault) {
                    return values[i];
                }
            }
            return Functions.call(name, values, scope.budget);
        };
    }

    /** And, or: what decides alone decides, also where the other part has no value. */
    private static Node logical(Node[] parts, boolean decisive) {
        return scope -> {
            Object undecided = !decisive;
            for (Node part : parts) {
                Object value = part.value(scope);
                if (value instanceof Boolean holds) {
                    if (holds == decisive) {
                        return decisive;
                    }
                } else if (undecided instanceof Boolean) {
                    undecided = value instanceof Fault ? value : Fault.NO_OVERLOAD;
                }
            }
            return undecided;
        };
    }

    private static Node choice(Node[] parts) {
        return scope -> {
            Object condition = parts[0].value(scope);
            if (condition instanceof Boolean holds) {
                return parts[holds ? 1 : 2].value(scope);
            }
            return condition instanceof Fault ? condition : Fault.NO_OVERLOAD;
        };
    }

    /** A pattern that is written out is compiled once. */
    private static Node matches(List<CelExpr> written, Node[] arguments) {
        boolean constant = written.size() == 2
                && written.get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && written.get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
        if (!constant) {
            return function("matches", arguments);
        }
        Object compiled = Patterns.compile(written.get(1).constant().stringValue());
        return scope -> {
            Object text = arguments[0].value(scope);
            if (text instanceof String characters) {
                return compiled instanceof Patterns.Compiled pattern
                        ? pattern.findsIn(characters, scope.budget)
                        : compiled;
            }
            return text instanceof Fault ? text : Fault.NO_OVERLOAD;
        };
    }

    private static Node list(Node[] elements) {
        return scope -> {
            scope.budget.items(elements.length, elements.length);
            List<Object> items = new ArrayList<>(elements.length);
            for (Node element : elements) {
                Object item = element.value(scope);
                if (item instanceof Fault) {
                    return item;
                }
                items.add(item);
            }
            return new ListValue.Made(items);
        };
    }

    private static Node map(CelMap map) {
        Node[] keys = plan(map.entries().stream().map(CelMap.Entry::key).toList());
        Node[] values = plan(map.entries().stream().map(CelMap.Entry::value).toList());
        return scope -> {
            scope.budget.items(8L * keys.length, keys.length);
            Map<Object, Object> members = new LinkedHashMap<>();
            for (int i = 0; i < keys.length; i++) {
                Object key = keys[i].value(scope);
                Object value = values[i].value(scope);
                if (key instanceof Fault || value instanceof Fault) {
                    return key instanceof Fault ? key : value;
                } else if (!Values.isKey(key)) {
                    return Fault.NO_OVERLOAD;
                } else if (members.put(Values.key(key), value) != null) {
                    return Fault.DUPLICATE_KEY;
                }
            }
            return new MapValue.Made(members);
        };
    }

    /** What macros such as exists, all and map become. */
    private static Node comprehension(CelComprehension loop) {
        Node range = plan(loop.iterRange());
        Node first = plan(loop.accuInit());
        Node condition = plan(loop.loopCondition());
        Node step = plan(loop.loopStep());
        Node result = plan(loop.result());
        return scope -> {
            Object whole = range.value(scope);
            if (whole instanceof Fault) {
                return whole;
            }
            if (whole instanceof MapValue map) {
                scope.budget.items(map.size(), map.size());
                whole = new ListValue.Made(map.keys());
            }
            if (!(whole instanceof ListValue items)) {
                return Fault.NO_OVERLOAD;
            }
            Scope sum = scope.with(loop.accuVar(), first.value(scope));
            Scope inside = sum.with(loop.iterVar(), Values.NULL);
            for (int i = 0; i < items.size(); i++) {
                inside.set(items.get(i));
                if (!(condition.value(inside) instanceof Boolean more) || !more) {
                    break;
                }
                sum.set(step.value(inside));
            }
            return result.value(sum);
        };
    }
}
