package io.podium.ingest.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What participants may know of the definitions in force. */
final class ProgramEndpoints {

    private static final Set<String> OBJECTIVE =
            Set.of("id", "label", "evaluator", "target", "prerequisite_objective_ids", "reward");

    /** What is shown of each kind; of objectives, what {@link #OBJECTIVE} says. */
    private static final Map<RuleKind, Set<String>> SHOWN = Map.of(
            RuleKind.CHALLENGE,
            Set.of(
                    "id",
                    "title",
                    "window_days",
                    "starts_at",
                    "ends_at",
                    "enrolment",
                    "timezone",
                    "default_timezone",
                    "day_starts_at",
                    "repeat",
                    "max_repeats",
                    "objectives",
                    "milestones",
                    "completion",
                    "reward"),
            RuleKind.BADGE,
            Set.of("id", "label", "rarity"),
            RuleKind.TIERS,
            Set.of("id", "tiers"),
            RuleKind.STREAK,
            Set.of(
                    "id",
                    "label",
                    "period",
                    "timezone",
                    "default_timezone",
                    "day_starts_at",
                    "grace_hours",
                    "freeze_allowance",
                    "milestones"),
            RuleKind.CONTEST,
            Set.of("id", "title", "starts_at", "ends_at", "grace_hours", "prize_structure"));

    private final VisibleDefinitions definitions;

    ProgramEndpoints(VisibleDefinitions definitions) {
        this.definitions = definitions;
    }

    /** Body of the definitions. */
    record Programs(List<ObjectNode> programs) {}

    /** {@code GET /api/v1/programs?kind=}. */
    CompletableFuture<ApiAnswer> programs(ApiRequest request) throws RefusedException {
        Set<RuleKind> kinds = kinds(request);
        List<ObjectNode> shown = definitions.of(request.tenantId()).stream()
                .filter(version -> kinds.contains(version.kind()))
                .map(ProgramEndpoints::shown)
                .toList();
        return CompletableFuture.completedFuture(ApiAnswer.of(200, new Programs(shown)));
    }

    private static Set<RuleKind> kinds(ApiRequest request) throws RefusedException {
        Optional<String> text = request.query("kind");
        if (text.isEmpty()) {
            return SHOWN.keySet();
        }
        Set<RuleKind> kinds = EnumSet.noneOf(RuleKind.class);
        for (String name : text.get().split(",", -1)) {
            kinds.add(RuleKind.named(name)
                    .filter(SHOWN::containsKey)
                    .orElseThrow(() -> ReadEndpoints.badParameter(
                            "kind", "expected some of badge, challenge, contest, streak, tiers, but " + name)));
        }
        return kinds;
    }

    private static ObjectNode shown(RuleVersion version) {
        ObjectNode shown = Json.mapper()
                .createObjectNode()
                .put("kind", version.kind().wireName())
                .put("version", version.effectiveFrom().toString());
        ObjectNode definition = VisibleDefinitions.definition(version).deepCopy();
        definition.retain(SHOWN.getOrDefault(version.kind(), Set.of()));
        if (definition.get("objectives") instanceof ArrayNode objectives) {
            objectives.forEach(objective -> ((ObjectNode) objective).retain(OBJECTIVE));
        }
        return shown.setAll(definition);
    }
}
