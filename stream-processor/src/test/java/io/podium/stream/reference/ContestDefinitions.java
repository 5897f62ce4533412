package io.podium.stream.reference;

import static io.podium.stream.reference.Definitions.definition;
import static io.podium.stream.reference.Definitions.object;
import static io.podium.stream.reference.Definitions.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random contests, with all that they can have. */
final class ContestDefinitions {
    private ContestDefinitions() {}

    static Arbitrary<ObjectNode> any() {
        return Combinators.combine(
                        scored(),
                        Definitions.matches().injectNull(0.8),
                        Definitions.conditions(),
                        Arbitraries.of(true).injectNull(0.9),
                        Arbitraries.of(0, 2).injectNull(0.6),
                        prizes().injectNull(0.2),
                        Arbitraries.of(0, 0, 0, 100, 400).injectNull(0.1),
                        fraudRules().injectNull(0.6))
                .as((contest, match, when, draft, grace, prizes, liability, fraud) -> {
                    with(with(with(contest, "match", match), "when", when), "draft", draft);
                    with(with(contest, "grace_hours", grace), "prize_structure", prizes);
                    return with(with(contest, "max_reward_liability", liability), "fraud_rules", fraud);
                });
    }

    private static Arbitrary<ObjectNode> scored() {
        return Combinators.combine(
                        Arbitraries.of("k1", "k2"),
                        Definitions.eventTypes(),
                        Definitions.attributes(),
                        Definitions.weights().injectNull(0.4),
                        Arbitraries.of("cumulative", "best", "latest", "count"),
                        Arbitraries.of(true, false, false))
                .as((id, type, attribute, weight, method, wide) -> {
                    ObjectNode contest = definition("contest", id)
                            .put("title", "A contest")
                            .put("starts_at", wide ? "1970-01-01T00:00:00Z" : Definitions.WINDOW_START)
                            .put("ends_at", wide ? "9999-01-01T00:00:00Z" : Definitions.WINDOW_END);
                    ObjectNode scoring = contest.putObject("scoring")
                            .put("event_type", type)
                            .put("score_attribute", attribute)
                            .put("method", method);
                    with(scoring, "weight", weight);
                    return contest;
                });
    }

    private static Arbitrary<List<ObjectNode>> prizes() {
        return Combinators.combine(
                        Definitions.rewards(),
                        Definitions.rewards(),
                        Arbitraries.integers().between(2, 3))
                .as((first, others, last) -> List.of(range(1, 1, first), range(2, last, others)));
    }

    private static ObjectNode range(int from, int to, ObjectNode reward) {
        ObjectNode range = object().put("rank_from", from).put("rank_to", to);
        range.set("reward", reward);
        return range;
    }

    private static Arbitrary<ObjectNode> fraudRules() {
        return Combinators.combine(
                        Arbitraries.of("100", "0.5", "1000")
                                .map(BigDecimal::new)
                                .injectNull(0.4),
                        Arbitraries.of("150", "1500.5").map(BigDecimal::new).injectNull(0.4),
                        Arbitraries.of(1, 2).injectNull(0.4),
                        Arbitraries.of("flag", "hold", "drop"))
                .filter((minute, hour, jump, action) -> minute != null || hour != null || jump != null)
                .as((minute, hour, jump, action) -> {
                    ObjectNode rules = object().put("on_exceed", action);
                    with(with(rules, "max_score_per_minute", minute), "max_score_per_hour", hour);
                    return with(rules, "max_rank_jump_per_hour", jump);
                });
    }
}
