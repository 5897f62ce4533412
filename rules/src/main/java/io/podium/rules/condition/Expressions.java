package io.podium.rules.condition;

import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.EventTypeDefinition.AttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The CEL environment of {@code when}: which variables there are, of which types, and within which bounds. Variables:
 * {@code attributes}, {@code participant_id}, {@code event_type}, {@code source} (empty when absent), {@code
 * occurred_at} and {@code profile}. What authors write is checked against the types of the event catalogue; what runs
 * does without them, since events may differ from the catalogue.
 */
public final class Expressions {

    private static final int MAX_CHARACTERS = 2_000;
    private static final int MAX_DEPTH = 50;
    private static final String ATTRIBUTES = "attributes";
    private static final String EXPECTED = "expected a CEL expression that gives true or false, but ";

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_CHARACTERS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();
    private static final CelCompiler COMPILER = environment().build();

    private Expressions() {}

    private static CelCompilerBuilder environment() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(Environment.functions())
                .addVar(ATTRIBUTES, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("participant_id", SimpleType.STRING)
                .addVar("event_type", SimpleType.STRING)
                .addVar("source", SimpleType.STRING)
                .addVar("occurred_at", SimpleType.TIMESTAMP)
                .addVar("profile", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .setResultType(SimpleType.BOOL);
        Environment.TYPES.keySet().forEach(name -> builder.addVar(name, TypeType.create(SimpleType.DYN)));
        return builder;
    }

    /** The expression, ready to run. */
    static Node compile(String text) {
        List<Problem> problems = problems("", text);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.get(0).message());
        }
        return Planner.plan(((Parsed.Tree) parse("", text)).tree().getExpr());
    }

    /** What is wrong with an expression whatever the event; empty when it can run. */
    public static List<Problem> problems(String path, String text) {
        return problems(path, text, COMPILER, Set.of());
    }

    /** What is wrong with an expression for events of a type of the catalogue. */
    public static List<Problem> problems(String path, String text, EventTypeDefinition type) {
        CelCompilerBuilder typed = environment();
        type.attributes().forEach((name, attribute) -> typed.addVar(ATTRIBUTES + "." + name, celType(attribute)));
        return problems(path, text, typed.build(), type.attributes().keySet());
    }

    /** The attributes that an expression names, as {@code attributes.x} or {@code attributes['x']}. */
    public static Set<String> attributes(String text) {
        return parse("", text) instanceof Parsed.Tree parsed
                ? Syntax.attributes(parsed.tree().getExpr())
                : Set.of();
    }

    /** The texts that an expression compares {@code event_type} with. */
    public static Set<String> eventTypes(String text) {
        return parse("", text) instanceof Parsed.Tree parsed
                ? Syntax.eventTypes(parsed.tree().getExpr())
                : Set.of();
    }

    private sealed interface Parsed {
        record Tree(dev.cel.common.CelAbstractSyntaxTree tree) implements Parsed {}

        record Bad(List<Problem> problems) implements Parsed {}
    }

    private static Parsed parse(String path, String text) {
        try {
            CelValidationResult parsed = COMPILER.parse(text);
            return parsed.hasError() ? new Parsed.Bad(problems(path, parsed)) : new Parsed.Tree(parsed.getAst());
        } catch (CelValidationException | StackOverflowError e) {
            return new Parsed.Bad(List.of(new Problem(path, "bad_expression", EXPECTED + "it can't be read")));
        }
    }

    private static List<Problem> problems(String path, String text, CelCompiler compiler, Set<String> typed) {
        if (!(parse(path, text) instanceof Parsed.Tree parsed)) {
            return ((Parsed.Bad) parse(path, text)).problems();
        }
        List<Problem> tooMuch = Syntax.problems(path, parsed.tree().getExpr());
        if (!tooMuch.isEmpty()) {
            return tooMuch;
        }
        CelMutableAst checked = CelMutableAst.fromCelAst(parsed.tree());
        Syntax.makeOneKindOfNumber(checked.expr());
        Syntax.makeTypedPresent(checked.expr(), typed);
        List<Problem> problems = new ArrayList<>(problems(path, compiler.check(checked.toParsedAst(true))));
        if (problems.isEmpty()
                && Condition.exceedsBudget(Planner.plan(parsed.tree().getExpr()))) {
            problems.add(new Problem(
                    path,
                    "too_expensive",
                    "expected a condition within " + Budget.CONDITION_STEPS + " steps and " + Budget.CONDITION_BYTES
                            + " bytes, but this one takes more even for an event without attributes"));
        }
        return problems;
    }

    private static List<Problem> problems(String path, CelValidationResult result) {
        return result.getErrors().stream().map(issue -> problem(path, issue)).toList();
    }

    private static Problem problem(String path, CelIssue issue) {
        String message =
                issue.getMessage().replaceFirst(" \\(candidates: .*", "").replaceAll("\\bdouble\\b", "number");
        return new Problem(
                path,
                "bad_expression",
                EXPECTED + "at " + issue.getSourceLocation().getLine() + ":"
                        + (issue.getSourceLocation().getColumn() + 1) + " " + message);
    }

    private static CelType celType(AttributeType type) {
        return switch (type) {
            case STRING -> SimpleType.STRING;
            case NUMBER, INTEGER -> SimpleType.DOUBLE;
            case BOOLEAN -> SimpleType.BOOL;
            case ARRAY -> ListType.create(SimpleType.DYN);
            case OBJECT -> MapType.create(SimpleType.STRING, SimpleType.DYN);
            case ANY -> SimpleType.DYN;
        };
    }
}
