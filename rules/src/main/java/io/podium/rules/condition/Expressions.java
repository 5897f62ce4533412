package io.podium.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.EventTypeDefinition.AttributeType;
import java.util.ArrayList;
import java.util.List;

/**
 * The CEL environment of {@code when}: which variables there are, of which types, and within which bounds. Variables:
 * {@code attributes}, {@code participant_id}, {@code event_type}, {@code source} (empty when absent) and
 * {@code occurred_at}. What authors write is checked against the types of the event catalogue; what runs is compiled
 * without them, since events may differ from the catalogue.
 */
public final class Expressions {

    private static final int MAX_CHARACTERS = 2_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ITERATIONS = 10_000;
    private static final String ATTRIBUTES = "attributes";

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_CHARACTERS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();
    private static final CelCompiler COMPILER = environment().build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private Expressions() {}

    private static CelCompilerBuilder environment() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar(ATTRIBUTES, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("participant_id", SimpleType.STRING)
                .addVar("event_type", SimpleType.STRING)
                .addVar("source", SimpleType.STRING)
                .addVar("occurred_at", SimpleType.TIMESTAMP)
                .setResultType(SimpleType.BOOL);
    }

    static CelRuntime.Program compile(String text) {
        try {
            CelValidationResult compiled = COMPILER.compile(text);
            if (compiled.hasError()) {
                throw new IllegalArgumentException("expected a CEL expression, but " + compiled.getErrorString());
            }
            return RUNTIME.createProgram(compiled.getAst());
        } catch (dev.cel.common.CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("expected a CEL expression, but " + e.getMessage(), e);
        }
    }

    /** What is wrong with an expression whatever the event; empty when it can run. */
    public static List<Problem> problems(String path, String text) {
        return problems(path, text, COMPILER);
    }

    /** What is wrong with an expression for events of a type of the catalogue. */
    public static List<Problem> problems(String path, String text, EventTypeDefinition type) {
        CelCompilerBuilder typed = environment();
        type.attributes().forEach((name, attribute) -> typed.addVar(ATTRIBUTES + "." + name, celType(attribute)));
        List<Problem> problems = new ArrayList<>(problems(path, text, typed.build()));
        if (problems.isEmpty()) {
            problems.addAll(unknownAttributes(path, text, type));
        }
        return problems;
    }

    private static List<Problem> problems(String path, String text, CelCompiler compiler) {
        CelValidationResult compiled = compiler.compile(text);
        return compiled.getErrors().stream().map(issue -> problem(path, issue)).toList();
    }

    private static Problem problem(String path, CelIssue issue) {
        String message = issue.getMessage().replaceFirst(" \\(candidates: .*", "");
        return new Problem(
                path,
                "bad_expression",
                "expected a CEL expression that gives true or false, but at "
                        + issue.getSourceLocation().getLine() + ":"
                        + (issue.getSourceLocation().getColumn() + 1) + " " + message);
    }

    private static List<Problem> unknownAttributes(String path, String text, EventTypeDefinition type) {
        CelAbstractSyntaxTree tree;
        try {
            tree = COMPILER.compile(text).getAst();
        } catch (dev.cel.common.CelValidationException e) {
            throw new IllegalStateException("expected an expression that compiled before, but " + e.getMessage(), e);
        }
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(Expressions::selectsAttribute)
                .map(expression -> expression.select().field())
                .filter(name -> !type.attributes().containsKey(name)
                        && type.attributes().keySet().stream().noneMatch(nested -> nested.startsWith(name + ".")))
                .distinct()
                .map(name -> new Problem(
                        path,
                        "unknown_attribute",
                        "expected an attribute of event type " + type.id() + " "
                                + type.attributes().keySet().stream().sorted().toList() + ", but " + name))
                .toList();
    }

    private static boolean selectsAttribute(CelExpr expression) {
        return expression.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT
                && expression.select().operand().exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.select().operand().ident().name().equals(ATTRIBUTES);
    }

    private static CelType celType(AttributeType type) {
        return switch (type) {
            case STRING -> SimpleType.STRING;
            case NUMBER -> SimpleType.DOUBLE;
            case INTEGER -> SimpleType.INT;
            case BOOLEAN -> SimpleType.BOOL;
            case ARRAY -> ListType.create(SimpleType.DYN);
            case OBJECT -> MapType.create(SimpleType.STRING, SimpleType.DYN);
            case ANY -> SimpleType.DYN;
        };
    }
}
