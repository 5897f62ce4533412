package io.podium.rules.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.condition.Expressions;
import io.podium.rules.program.Badge;
import io.podium.rules.program.Program;
import io.podium.rules.program.StateSize;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.RuleKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What several definitions mean together: unique ids, rewards that exist, conditions that fit the catalogue. */
final class CrossReferenceChecks {

    private final Map<String, SourceDocument> first = new HashMap<>();
    private final Set<String> badges = new HashSet<>();
    private final Map<String, EventTypeDefinition> eventTypes = new HashMap<>();
    /** Of one event type; beyond it events would not reach the last ones, see {@link StateSize#MAX_PROGRAMS}. */
    private final Map<String, Integer> programs = new HashMap<>();

    private final List<RuleProblem> problems = new ArrayList<>();

    private CrossReferenceChecks() {}

    static List<RuleProblem> problems(List<Definition> definitions) {
        CrossReferenceChecks together = new CrossReferenceChecks();
        for (Definition definition : definitions) {
            if (definition.program() instanceof Badge badge) {
                together.badges.add(badge.id());
            } else if (definition.program() instanceof Program.EventType eventType) {
                together.eventTypes.put(eventType.id(), eventType.definition());
            }
        }
        for (Definition definition : definitions) {
            together.unique(definition);
            together.rewards(definition.source(), "", definition.source().definition());
            together.conditions(definition.source());
            together.programs(definition.source());
        }
        return together.problems;
    }

    private void unique(Definition definition) {
        Program program = definition.program();
        String name = program.kind() == RuleKind.TIERS
                ? "ladder of tiers"
                : program.kind().wireName() + " " + program.id();
        SourceDocument other = first.putIfAbsent(name, definition.source());
        if (other != null) {
            problem(
                    definition.source(),
                    "id",
                    "not_unique",
                    "expected one " + name + ", but another stands at " + other.file() + ":"
                            + other.positionOf("id").line());
        }
    }

    /** Rewards stand in many places; wherever one names a badge, the set must have it. */
    private void rewards(SourceDocument source, String path, JsonNode node) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                rewards(source, path + "[" + i + "]", node.get(i));
            }
        }
        node.properties().forEach(member -> {
            String memberPath = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            JsonNode value = member.getValue();
            boolean badge = member.getKey().equals("reward")
                    && value.path("type").asText().equals("badge");
            if (badge && !badges.contains(value.path("id").asText())) {
                problem(
                        source,
                        memberPath + ".id",
                        "unknown_badge",
                        "expected the id of a badge of this set, but "
                                + value.path("id").asText());
            } else {
                rewards(source, memberPath, value);
            }
        });
    }

    /** The first definition that is one too many for its event type is reported. */
    private void programs(SourceDocument source) {
        JsonNode definition = source.definition();
        for (String type : List.of("/event_type", "/qualifying_event", "/scoring/event_type")) {
            program(source, definition.at(type));
        }
        for (JsonNode objective : definition.path("objectives")) {
            program(source, objective.path("event_type"));
        }
    }

    private void program(SourceDocument source, JsonNode eventType) {
        if (eventType.isTextual()
                && programs.merge(eventType.asText(), 1, Integer::sum) == StateSize.MAX_PROGRAMS + 1) {
            problem(
                    source,
                    "id",
                    "too_many_programs",
                    "expected at most " + StateSize.MAX_PROGRAMS + " rules and objectives that look at "
                            + eventType.asText() + ", but this is one more");
        }
    }

    private void conditions(SourceDocument source) {
        JsonNode definition = source.definition();
        for (String type : List.of("/event_type", "/qualifying_event", "/scoring/event_type")) {
            condition(source, "when", definition.get("when"), definition.at(type));
            JsonNode boosts = definition.path("multiplier").get("when");
            condition(source, "multiplier.when", boosts, definition.at(type));
        }
        for (int i = 0; i < definition.path("objectives").size(); i++) {
            JsonNode objective = definition.get("objectives").get(i);
            condition(source, "objectives[" + i + "].when", objective.get("when"), objective.path("event_type"));
        }
    }

    private void condition(SourceDocument source, String path, @Nullable JsonNode text, JsonNode eventType) {
        EventTypeDefinition type = eventTypes.get(eventType.asText());
        if (text != null && type != null) {
            Expressions.problems(path, text.asText(), type).forEach(problem -> problems.add(source.placed(problem)));
        }
    }

    private void problem(SourceDocument source, String path, String code, String message) {
        problems.add(source.placed(new Problem(path, code, message)));
    }
}
