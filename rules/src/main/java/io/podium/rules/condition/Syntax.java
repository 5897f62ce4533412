package io.podium.rules.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import io.podium.schemas.event.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What can be informed of an expression by its form alone: its size, the attributes it names, the patterns it holds.
 */
final class Syntax {

    private static final int MAX_PARTS = 1_000;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_LOOPS = 3;
    private static final String ATTRIBUTES = "attributes";
    private static final String EVENT_TYPE = "event_type";

    private Syntax() {}

    /** Which bounds an expression passes. */
    static List<Problem> problems(String path, CelExpr root) {
        List<Problem> problems = new ArrayList<>();
        int[] parts = new int[1];
        measure(path, root, 1, 0, parts, problems);
        if (parts[0] > MAX_PARTS) {
            problems.add(tooComplex(path, "at most " + MAX_PARTS + " parts, but it has " + parts[0]));
        }
        return problems.stream().distinct().toList();
    }

    private static void measure(String path, CelExpr part, int depth, int loops, int[] parts, List<Problem> problems) {
        parts[0]++;
        int inside = part.getKind() == Kind.COMPREHENSION ? loops + 1 : loops;
        if (depth > MAX_DEPTH) {
            problems.add(tooComplex(path, "parts within parts up to " + MAX_DEPTH + " deep, but it is deeper"));
            return;
        } else if (inside > MAX_LOOPS) {
            problems.add(tooComplex(
                    path,
                    "at most " + MAX_LOOPS + " of all, exists, map and filter within each other"
                            + ", but there are more"));
            return;
        }
        pattern(part, problems, path);
        if (part.getKind() == Kind.CONSTANT && part.constant().getKind() == CelConstant.Kind.BYTES_VALUE) {
            problems.add(
                    new Problem(path, "bad_expression", "expected text, but bytes (b'...') came, which no event has"));
        }
        List<CelExpr> children = children(part);
        for (int i = 0; i < children.size(); i++) {
            // What a loop goes through, its first child, is made once.
            measure(path, children.get(i), depth + 1, i == 0 ? loops : inside, parts, problems);
        }
    }

    private static Problem tooComplex(String path, String bound) {
        return new Problem(path, "too_complex", "expected a condition with " + bound);
    }

    private static void pattern(CelExpr part, List<Problem> problems, String path) {
        if (part.getKind() != Kind.CALL || !part.call().function().equals("matches")) {
            return;
        }
        CelExpr written = part.call().args().isEmpty()
                ? part
                : part.call().args().get(part.call().args().size() - 1);
        if (written.getKind() != Kind.CONSTANT || written.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return;
        }
        Object compiled = Patterns.compile(written.constant().stringValue());
        if (compiled == Fault.PATTERN_TOO_LARGE) {
            problems.add(new Problem(
                    path,
                    "pattern_too_large",
                    "expected a pattern of at most " + Patterns.MAX_SIZE
                            + " parts with its repetitions written out, but it has more"));
        } else if (compiled instanceof Fault) {
            problems.add(new Problem(
                    path,
                    "bad_pattern",
                    "expected a regular expression in RE2's syntax, but "
                            + written.constant().stringValue()));
        }
    }

    private static List<CelExpr> children(CelExpr part) {
        return switch (part.getKind()) {
            case SELECT -> List.of(part.select().operand());
            case CALL ->
                Stream.concat(part.call().target().stream(), part.call().args().stream())
                        .toList();
            case LIST -> part.list().elements();
            case MAP ->
                part.map().entries().stream()
                        .flatMap(entry -> Stream.of(entry.key(), entry.value()))
                        .toList();
            case COMPREHENSION ->
                List.of(
                        part.comprehension().iterRange(),
                        part.comprehension().accuInit(),
                        part.comprehension().loopCondition(),
                        part.comprehension().loopStep(),
                        part.comprehension().result());
            default -> List.of();
        };
    }

    /** The attributes that an expression names, in the order in which it does. */
    static Set<String> attributes(CelExpr part) {
        Set<String> names = new LinkedHashSet<>();
        collect(part, names);
        return names;
    }

    private static void collect(CelExpr part, Set<String> names) {
        if (part.getKind() == Kind.SELECT && isAttributes(part.select().operand())) {
            names.add(part.select().field());
        } else if (part.getKind() == Kind.CALL
                && part.call().function().equals("_[_]")
                && isAttributes(part.call().args().get(0))) {
            text(part.call().args().get(1)).ifPresent(names::add);
        }
        children(part).forEach(child -> collect(child, names));
    }

    private static boolean isAttributes(CelExpr part) {
        return isVariable(part, ATTRIBUTES);
    }

    private static boolean isVariable(CelExpr part, String name) {
        return part.getKind() == Kind.IDENT && part.ident().name().equals(name);
    }

    private static Optional<String> text(CelExpr part) {
        return part.getKind() == Kind.CONSTANT && part.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(part.constant().stringValue())
                : Optional.empty();
    }

    /** The texts that an expression compares {@code event_type} with, in the order in which it does. */
    static Set<String> eventTypes(CelExpr part) {
        Set<String> types = new LinkedHashSet<>();
        collectTypes(part, types);
        return types;
    }

    private static void collectTypes(CelExpr part, Set<String> types) {
        if (part.getKind() == Kind.CALL && part.call().args().size() == 2) {
            CelExpr one = part.call().args().get(0);
            CelExpr other = part.call().args().get(1);
            boolean compares = Set.of("_==_", "_!=_").contains(part.call().function());
            if (compares && isVariable(one, EVENT_TYPE)) {
                text(other).ifPresent(types::add);
            } else if (compares && isVariable(other, EVENT_TYPE)) {
                text(one).ifPresent(types::add);
            } else if (part.call().function().equals("@in")
                    && isVariable(one, EVENT_TYPE)
                    && other.getKind() == Kind.LIST) {
                other.list().elements().forEach(element -> text(element).ifPresent(types::add));
            }
        }
        children(part).forEach(child -> collectTypes(child, types));
    }

    /** Numbers as the check knows them: all of one kind. What runs keeps them as they are written. */
    static void makeOneKindOfNumber(CelMutableExpr root) {
        visit(root, part -> {
            if (part.getKind() == Kind.CONSTANT) {
                CelConstant constant = part.constant();
                if (constant.getKind() == CelConstant.Kind.INT64_VALUE
                        || constant.getKind() == CelConstant.Kind.UINT64_VALUE) {
                    part.setConstant(CelConstant.ofValue(0.0));
                }
            }
        });
    }

    /** {@code has(attributes.x)} is right where the catalogue has a type for x, which the check would not take. */
    static void makeTypedPresent(CelMutableExpr root, Set<String> typed) {
        visit(root, part -> {
            if (part.getKind() == Kind.SELECT
                    && part.select().testOnly()
                    && part.select().operand().getKind() == Kind.IDENT
                    && part.select().operand().ident().name().equals(ATTRIBUTES)
                    && typed.contains(part.select().field())) {
                part.setConstant(CelConstant.ofValue(true));
            }
        });
    }

    private static void visit(CelMutableExpr part, Consumer<CelMutableExpr> change) {
        change.accept(part);
        switch (part.getKind()) {
            case SELECT -> visit(part.select().operand(), change);
            case CALL -> {
                part.call().target().ifPresent(target -> visit(target, change));
                part.call().args().forEach(argument -> visit(argument, change));
            }
            case LIST -> part.list().elements().forEach(element -> visit(element, change));
            case MAP ->
                part.map().entries().forEach(entry -> {
                    visit(entry.key(), change);
                    visit(entry.value(), change);
                });
            case COMPREHENSION -> {
                visit(part.comprehension().iterRange(), change);
                visit(part.comprehension().accuInit(), change);
                visit(part.comprehension().loopCondition(), change);
                visit(part.comprehension().loopStep(), change);
                visit(part.comprehension().result(), change);
            }
            default -> {}
        }
    }
}
