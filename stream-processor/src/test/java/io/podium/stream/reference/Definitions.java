package io.podium.stream.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random definitions of every kind, all valid. */
final class Definitions {

    private static final String WINDOW_START = "2026-04-30T03:00:00Z";
    private static final String WINDOW_END = "2026-05-01T09:00:00Z";

    private Definitions() {}

    static Arbitrary<ObjectNode> any() {
        return Arbitraries.oneOf(
                earnRules(), earnRules(), challenges(), challenges(), contests(), contests(), badges(), tiers());
    }

    static Arbitrary<String> eventTypes() {
        return Arbitraries.of("quiz", "lesson", "purchase");
    }

    private static Arbitrary<ObjectNode> earnRules() {
        Arbitrary<ObjectNode> fixed = Arbitraries.of(1L, 7L, 10L, 100L, 250L)
                .map(amount -> Json.mapper().createObjectNode().put("amount", amount));
        Arbitrary<ObjectNode> scaled = Combinators.combine(attributes(), weights())
                .as((attribute, ratio) -> Json.mapper()
                        .createObjectNode()
                        .put("amount_attribute", attribute)
                        .put("ratio", ratio));
        return Combinators.combine(
                        Arbitraries.of("r1", "r2", "r3"),
                        eventTypes(),
                        Arbitraries.oneOf(fixed, scaled),
                        matches().injectNull(0.6),
                        Arbitraries.of("g", "h").injectNull(0.5))
                .as((id, type, grant, match, group) -> {
                    ObjectNode rule = definition("earn_rule", id).put("event_type", type);
                    rule.set("grant", grant);
                    return with(with(rule, "match", match), "exclusive_group", group);
                });
    }

    private static Arbitrary<ObjectNode> challenges() {
        Arbitrary<List<ObjectNode>> objectives = Combinators.combine(
                        eventTypes(),
                        Arbitraries.integers().between(1, 4),
                        matches().injectNull(0.7),
                        rewards().injectNull(0.5))
                .as((type, target, match, reward) -> {
                    ObjectNode objective = Json.mapper()
                            .createObjectNode()
                            .put("label", "An objective")
                            .put("evaluator", "count")
                            .put("event_type", type)
                            .put("target", target);
                    return with(with(objective, "match", match), "reward", reward);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of("c1", "c2"), objectives, rewards().injectNull(0.3), Arbitraries.of(true, false))
                .as((id, list, reward, windowed) -> {
                    ObjectNode challenge = definition("challenge", id).put("title", "A challenge");
                    ArrayNode array = challenge.putArray("objectives");
                    list.forEach(objective -> array.add(objective.put("id", "o" + array.size())));
                    if (windowed) {
                        challenge.put("starts_at", WINDOW_START).put("ends_at", WINDOW_END);
                    }
                    return with(challenge, "reward", reward);
                });
    }

    private static Arbitrary<ObjectNode> contests() {
        return Combinators.combine(
                        Arbitraries.of("k1", "k2"),
                        eventTypes(),
                        attributes(),
                        weights().injectNull(0.4),
                        matches().injectNull(0.8),
                        Arbitraries.of(true, false))
                .as((id, type, attribute, weight, match, wide) -> {
                    ObjectNode contest = definition("contest", id)
                            .put("title", "A contest")
                            .put("starts_at", wide ? "1970-01-01T00:00:00Z" : WINDOW_START)
                            .put("ends_at", wide ? "9999-01-01T00:00:00Z" : WINDOW_END);
                    ObjectNode scoring = contest.putObject("scoring")
                            .put("event_type", type)
                            .put("score_attribute", attribute)
                            .put("method", "cumulative");
                    with(scoring, "weight", weight);
                    return with(contest, "match", match);
                });
    }

    private static Arbitrary<ObjectNode> badges() {
        return Combinators.combine(
                        Arbitraries.of("b1", "b2"), Arbitraries.of("rare").injectNull(0.5))
                .as((id, rarity) -> with(definition("badge", id).put("label", "Badge " + id), "rarity", rarity));
    }

    private static Arbitrary<ObjectNode> tiers() {
        return Combinators.combine(
                        Arbitraries.of("ladder", "other"),
                        Arbitraries.longs().between(0, 900).set().ofMinSize(1).ofMaxSize(3))
                .as((id, steps) -> {
                    ObjectNode ladder = definition("tiers", id);
                    ArrayNode array = ladder.putArray("tiers");
                    new ArrayList<>(steps).forEach(points -> array.addObject()
                            .put("id", "tier" + array.size())
                            .put("label", "Tier")
                            .put("qualifying_lifetime_points", points));
                    return ladder;
                });
    }

    private static Arbitrary<ObjectNode> rewards() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 500).map(points -> Json.mapper()
                        .createObjectNode()
                        .put("type", "points")
                        .put("value", points)),
                Arbitraries.of("b1", "b2").map(badge -> Json.mapper()
                        .createObjectNode()
                        .put("type", "badge")
                        .put("id", badge)));
    }

    private static Arbitrary<ObjectNode> matches() {
        return Arbitraries.of("{\"colour\": \"red\"}", "{\"amount\": [100, 7, 100.5]}", "{\"colour\": [\"red\", true]}")
                .map(attributes -> {
                    ObjectNode match = Json.mapper().createObjectNode();
                    match.set(
                            "attributes",
                            Json.read(attributes.getBytes(java.nio.charset.StandardCharsets.UTF_8), ObjectNode.class));
                    return match;
                });
    }

    private static Arbitrary<String> attributes() {
        return Arbitraries.of("amount", "score");
    }

    private static Arbitrary<BigDecimal> weights() {
        return Arbitraries.of("0.1", "1", "1.50", "10", "0.001").map(BigDecimal::new);
    }

    private static ObjectNode definition(String kind, String id) {
        return Json.mapper().createObjectNode().put("kind", kind).put("id", id);
    }

    private static ObjectNode with(ObjectNode node, String member, Object value) {
        if (value != null) {
            node.set(member, Json.mapper().valueToTree(value));
        }
        return node;
    }
}
