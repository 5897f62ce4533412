package io.podium.stream.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random challenges, with all that they can have. */
final class ChallengeDefinitions {
    private ChallengeDefinitions() {}

    private static Arbitrary<ObjectNode> objectives() {
        return Combinators.combine(
                        Arbitraries.of("completion", "count", "sum", "distinct", "streak"),
                        Definitions.eventTypes(),
                        Arbitraries.integers().between(1, 4),
                        Definitions.matches().injectNull(0.8),
                        Definitions.conditions(),
                        Definitions.rewards().injectNull(0.5),
                        Arbitraries.of("o0", "o1").injectNull(0.4))
                .as((evaluator, type, target, match, when, reward, prerequisite) -> {
                    ObjectNode objective = Definitions.object()
                            .put("label", "An objective")
                            .put("evaluator", evaluator)
                            .put("event_type", type);
                    if (evaluator.equals("sum")) {
                        objective.put("attribute", "amount").put("target", BigDecimal.valueOf(target * 503L, 1));
                    } else if (evaluator.equals("distinct")) {
                        objective.put("attribute", "score").put("target", target);
                    } else if (!evaluator.equals("completion")) {
                        objective.put("target", target);
                    }
                    Definitions.with(Definitions.with(objective, "match", match), "when", when);
                    Definitions.with(objective, "prerequisite", prerequisite);
                    return Definitions.with(objective, "reward", reward);
                });
    }

    /** Ids by position; a prerequisite only where it names an earlier objective. */
    private static ObjectNode withObjectives(ObjectNode challenge, List<ObjectNode> objectives) {
        ArrayNode array = challenge.putArray("objectives");
        for (ObjectNode objective : objectives) {
            String id = "o" + array.size();
            String prerequisite = objective.path("prerequisite").asText("");
            objective.remove("prerequisite");
            objective.put("id", id);
            if (!prerequisite.isEmpty() && prerequisite.compareTo(id) < 0) {
                objective.putArray("prerequisite_objective_ids").add(prerequisite);
            }
            array.add(objective);
        }
        return challenge;
    }

    static Arbitrary<ObjectNode> any() {
        return Combinators.combine(
                        Arbitraries.of("c1", "c2"),
                        objectives().list().ofMinSize(1).ofMaxSize(3),
                        Definitions.rewards().injectNull(0.3),
                        Arbitraries.of("open", "open", "fixed", "rolling"),
                        Arbitraries.of("explicit", "automatic").injectNull(0.5),
                        Definitions.milestones(List.of(1L), List.of("count")),
                        Combinators.combine(
                                        Arbitraries.of(1).injectNull(0.7),
                                        Arbitraries.of("never", "after_window", "after_completion")
                                                .injectNull(0.3),
                                        Arbitraries.of(1, 2).injectNull(0.6),
                                        Definitions.days())
                                .as(Further::new))
                .as((id, list, reward, window, enrolment, milestones, further) -> {
                    ObjectNode challenge = withObjectives(
                            Definitions.definition("challenge", id).put("title", "A challenge"), list);
                    if (window.equals("fixed")) {
                        challenge.put("starts_at", Definitions.WINDOW_START).put("ends_at", Definitions.WINDOW_END);
                    } else if (window.equals("rolling")) {
                        challenge.put("window_days", 1);
                    }
                    Definitions.with(Definitions.with(challenge, "enrolment", enrolment), "milestones", milestones);
                    further.into(challenge);
                    return Definitions.with(challenge, "reward", reward);
                });
    }

    /** When a challenge is complete, what follows, and whose days count. */
    private record Further(Integer completion, String repeat, Integer most, ObjectNode days) {
        void into(ObjectNode challenge) {
            challenge.setAll(days);
            Definitions.with(challenge, "completion", completion);
            if (repeat != null && (challenge.has("window_days") || !repeat.equals("after_window"))) {
                challenge.put("repeat", repeat);
                if (!repeat.equals("never")) {
                    Definitions.with(challenge, "max_repeats", most);
                }
            }
        }
    }

    /** Each objective waits for the one before it, of other events. */
    static Arbitrary<ObjectNode> steps() {
        return Combinators.combine(
                        Arbitraries.of("c1", "c2"),
                        Arbitraries.shuffle("quiz", "lesson", "purchase"),
                        Arbitraries.integers().between(1, 3),
                        Definitions.rewards())
                .as((id, types, target, reward) -> {
                    List<ObjectNode> objectives = new ArrayList<>();
                    for (String type : types) {
                        ObjectNode objective = Definitions.object()
                                .put("label", "A step")
                                .put("evaluator", "count")
                                .put("event_type", type)
                                .put("target", target)
                                .put("prerequisite", objectives.isEmpty() ? "" : "o" + (objectives.size() - 1));
                        objectives.add(Definitions.with(objective, "reward", reward));
                    }
                    return withObjectives(
                            Definitions.definition("challenge", id).put("title", "Steps"), objectives);
                });
    }
}
