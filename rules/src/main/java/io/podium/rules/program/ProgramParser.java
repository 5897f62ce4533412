package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.NumberRange;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.RuleKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the JSON of one definition into a {@link Program}: first by the JSON Schema of its kind, then by the meaning
 * that a schema can't express. The same for rule files and for records of the rules topic.
 */
public final class ProgramParser {

    private final Map<RuleKind, SchemaCheck> shapes = new EnumMap<>(RuleKind.class);
    private final boolean published;

    /** For what authors write. */
    public ProgramParser() {
        this(false);
    }

    /** Largest definition that an author may write, in bytes of compact JSON: every node keeps all of them. */
    static final int MAX_BYTES = 128 * 1024;

    private ProgramParser(boolean published) {
        this.published = published;
        for (RuleKind kind : RuleKind.values()) {
            shapes.put(kind, new SchemaCheck("rules/" + kind.wireName()));
        }
    }

    /**
     * For definitions that were published, which stay in force: without the checks that only keep authors from what is
     * of no use or too large, so that a release with a further one of these does not end a rule.
     */
    public static ProgramParser ofPublished() {
        return new ProgramParser(true);
    }

    /** Parses a definition, which names its own {@code kind}. */
    public ParsedProgram parse(ObjectNode definition) {
        int bytes = published ? 0 : Json.write(definition).length;
        if (bytes > MAX_BYTES) {
            return new ParsedProgram.Invalid(List.of(new Problem(
                    "", "too_large", "expected a definition of at most " + MAX_BYTES + " bytes, but it has " + bytes)));
        }
        List<Problem> numbers = NumberRange.problems(definition, "");
        if (!numbers.isEmpty()) {
            return new ParsedProgram.Invalid(numbers); // before anything calculates with them
        }
        JsonNode kindName = definition.path("kind");
        Optional<RuleKind> kind = RuleKind.named(kindName.asText(""));
        if (kind.isEmpty()) {
            List<String> kinds =
                    Arrays.stream(RuleKind.values()).map(RuleKind::wireName).toList();
            return new ParsedProgram.Invalid(List.of(new Problem(
                    "kind",
                    kindName.isMissingNode() ? "missing" : "unknown_kind",
                    "expected one of " + kinds + ", but " + (kindName.isMissingNode() ? "it is absent" : kindName))));
        }
        List<Problem> problems = requireNonNull(shapes.get(kind.get())).problems(definition);
        List<Problem> first = SemanticChecks.ofDefinition(definition);
        if (!problems.isEmpty()) {
            List<Problem> all = new ArrayList<>(problems);
            all.addAll(first);
            return new ParsedProgram.Invalid(all);
        }
        if (first.isEmpty()) {
            return build(kind.get(), definition);
        }
        List<Problem> all = new ArrayList<>(first);
        if (build(kind.get(), withoutUnreadable(definition)) instanceof ParsedProgram.Invalid further) {
            all.addAll(further.problems());
        }
        return new ParsedProgram.Invalid(all);
    }

    /**
     * The definition without what is checked before it is built, so that the other problems can be reported as well.
     */
    private static ObjectNode withoutUnreadable(ObjectNode definition) {
        ObjectNode rest = definition.deepCopy();
        rest.remove(List.of("when", "timezone", "default_timezone", "max_future", "expires", "multiplier"));
        if (rest.path("cap") instanceof ObjectNode cap) {
            cap.remove(List.of("timezone", "default_timezone"));
        }
        rest.path("objectives").forEach(objective -> ((ObjectNode) objective).remove("when"));
        rest.findParents("expires").forEach(reward -> ((ObjectNode) reward).remove("expires"));
        return rest;
    }

    private ParsedProgram build(RuleKind kind, ObjectNode definition) {
        Program program;
        try {
            program = switch (kind) {
                case EVENT_TYPE ->
                    new Program.EventType(Json.mapper().treeToValue(definition, EventTypeDefinition.class));
                case EARN_RULE -> Json.mapper().treeToValue(definition, EarnRule.class);
                case TIERS -> Json.mapper().treeToValue(definition, Tiers.class);
                case BADGE -> Json.mapper().treeToValue(definition, Badge.class);
                case STREAK -> Json.mapper().treeToValue(definition, Streak.class);
                case CHALLENGE -> Json.mapper().treeToValue(definition, Challenge.class);
                case CONTEST -> Json.mapper().treeToValue(definition, Contest.class);
                case ACCOUNT -> Json.mapper().treeToValue(definition, AccountRules.class);
            };
        } catch (JsonProcessingException e) {
            return new ParsedProgram.Invalid(List.of(
                    new Problem("", "malformed", "expected a " + kind.wireName() + ", but " + e.getOriginalMessage())));
        }
        List<Problem> problems = new ArrayList<>(SemanticChecks.ofProgram(program));
        if (!published) {
            problems.addAll(SemanticChecks.forAuthors(program));
        }
        return problems.isEmpty() ? new ParsedProgram.Valid(program) : new ParsedProgram.Invalid(problems);
    }
}
