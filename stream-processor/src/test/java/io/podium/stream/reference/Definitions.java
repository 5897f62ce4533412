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
import net.jqwik.api.Tuple;

/** Random definitions of every kind, all valid. */
final class Definitions {

    static final String WINDOW_START = "2026-04-30T03:00:00Z";
    static final String WINDOW_END = "2026-05-01T09:00:00Z";

    private Definitions() {}

    static Arbitrary<ObjectNode> any() {
        return Arbitraries.oneOf(
                ahead(earnRules()),
                ahead(earnRules()),
                ahead(streaks()),
                ahead(streaks()),
                ahead(ChallengeDefinitions.any()),
                ahead(ChallengeDefinitions.any()),
                ahead(ChallengeDefinitions.any()),
                ahead(ContestDefinitions.any()),
                ahead(ContestDefinitions.any()),
                badges(),
                accounts(),
                catalogue(),
                tiers());
    }

    /** What gives points, with and without an end, and what belongs to them. */
    static Arbitrary<ObjectNode> ofPoints() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, ahead(earnRules())),
                Tuple.of(3, ahead(ChallengeDefinitions.any())),
                Tuple.of(2, ahead(ContestDefinitions.any())),
                Tuple.of(1, streaks()),
                Tuple.of(1, tiers()),
                Tuple.of(1, accounts()));
    }

    private static Arbitrary<ObjectNode> accounts() {
        return Combinators.combine(Arbitraries.of("main", "other"), Arbitraries.of(true, false))
                .as((id, negative) -> definition("account", id).put("allow_negative", negative));
    }

    private static Arbitrary<ObjectNode> expiries() {
        return Arbitraries.of("P1D", "PT30H", "PT1H", "year")
                .map(after -> after.equals("year")
                        ? object().put("at", "year_end").put("timezone", "Asia/Tokyo")
                        : object().put("after", after));
    }

    private static Arbitrary<ObjectNode> multipliers() {
        return Arbitraries.of("2", "0.5", "1.1").map(factor -> object().put("factor", new BigDecimal(factor))
                .put("starts_at", "2026-04-30T03:00:00Z")
                .put("ends_at", "2026-05-01T03:00:00Z"));
    }

    /** Entries that change nothing, or take texts for numbers. */
    private static Arbitrary<ObjectNode> catalogue() {
        return Combinators.combine(eventTypes(), attributes(), Arbitraries.of(true, true, false))
                .as((type, attribute, coerce) -> {
                    ObjectNode entry = definition("event_type", type);
                    entry.putObject("attributes")
                            .putObject(attribute)
                            .put("type", "number")
                            .put("coerce", coerce);
                    return entry;
                });
    }

    private static Arbitrary<String> maxFutures() {
        return Arbitraries.of("PT0S", "PT1H", "P2D").injectNull(0.8);
    }

    private static Arbitrary<ObjectNode> ahead(Arbitrary<ObjectNode> rules) {
        return Combinators.combine(rules, maxFutures()).as((rule, future) -> with(rule, "max_future", future));
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
        Arbitrary<ObjectNode> signed = scaled.map(grant -> grant.deepCopy().put("allow_negative", true));
        return Combinators.combine(
                        Arbitraries.of("r1", "r2", "r3"),
                        eventTypes(),
                        Arbitraries.oneOf(fixed, scaled, signed),
                        matches().injectNull(0.6),
                        conditions(),
                        caps().injectNull(0.6),
                        Combinators.combine(
                                        Arbitraries.of("g", "h").injectNull(0.5),
                                        expiries().injectNull(0.6),
                                        multipliers().injectNull(0.7))
                                .as((group, expires, multiplier) -> {
                                    ObjectNode extras = with(object(), "exclusive_group", group);
                                    return with(with(extras, "expires", expires), "multiplier", multiplier);
                                }))
                .as((id, type, grant, match, when, cap, extras) -> {
                    ObjectNode rule = definition("earn_rule", id).put("event_type", type);
                    rule.set("grant", grant);
                    with(with(rule, "match", match), "when", when);
                    return with(rule, "cap", cap).setAll(extras);
                });
    }

    private static Arbitrary<ObjectNode> caps() {
        return Combinators.combine(Arbitraries.of(5L, 100L, 120L), Arbitraries.of("day", "week", "month", "window"))
                .as((amount, period) -> object().put("amount", amount).put("period", period))
                .flatMap(cap -> days().map(days -> cap.deepCopy().setAll(days)));
    }

    /** Whose days count: mostly those of the participant. */
    static Arbitrary<ObjectNode> days() {
        return Combinators.combine(
                        Arbitraries.of("participant", "participant", "Europe/Berlin", "Pacific/Apia")
                                .injectNull(0.4),
                        Arbitraries.of("America/Sao_Paulo", "Pacific/Apia").injectNull(0.5),
                        Arbitraries.of("00:00", "04:00", "06:00").injectNull(0.7))
                .as((zone, otherwise, start) -> {
                    ObjectNode days = with(with(object(), "timezone", zone), "day_starts_at", start);
                    return "participant".equals(zone) ? with(days, "default_timezone", otherwise) : days;
                });
    }

    private static Arbitrary<ObjectNode> streaks() {
        Arbitrary<ObjectNode> freezes = Combinators.combine(Arbitraries.of("0.5", "1", "2"), Arbitraries.of(1, 2))
                .as((perPeriod, max) ->
                        object().put("per_period", new BigDecimal(perPeriod)).put("max", max));
        return Combinators.combine(
                        Arbitraries.of("s1", "s2"),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just("day")), Tuple.of(1, Arbitraries.of("week", "month"))),
                        eventTypes(),
                        Arbitraries.oneOf(
                                days(),
                                Arbitraries.of("America/Sao_Paulo", "Pacific/Kiritimati")
                                        .map(zone -> object().put("timezone", zone))),
                        Arbitraries.of(6, 30, 72).injectNull(0.5),
                        freezes.injectNull(0.5),
                        conditions(),
                        milestones(List.of(1L, 2L, 3L), List.of("count", "days")))
                .as((id, period, type, zone, grace, freeze, when, milestones) -> {
                    ObjectNode streak = definition("streak", id)
                            .put("label", "A streak")
                            .put("period", period)
                            .put("qualifying_event", type);
                    with(with(streak.setAll(zone), "grace_hours", grace), "freeze_allowance", freeze);
                    if (!period.equals("day")) {
                        milestones.forEach(milestone -> milestone.set(
                                "count", milestone.has("days") ? milestone.remove("days") : milestone.get("count")));
                    }
                    milestones.forEach(milestone -> {
                        if (milestone.path("reward").path("value").asLong() % 2 == 1) {
                            milestone.put("again", "each_run");
                        }
                    });
                    return with(with(streak, "when", when), "milestones", milestones);
                });
    }

    static Arbitrary<List<ObjectNode>> milestones(List<Long> counts, List<String> names) {
        return Combinators.combine(Arbitraries.of(counts), Arbitraries.of(names), rewards())
                .as((count, name, reward) -> {
                    ObjectNode milestone = object().put(name, count);
                    milestone.set("reward", reward);
                    return milestone;
                })
                .list()
                .uniqueElements(milestone -> milestone.path("count").asLong()
                        + milestone.path("days").asLong())
                .ofMaxSize(2);
    }

    static Arbitrary<String> conditions() {
        return Arbitraries.of(ReferenceConditions.texts()).injectNull(0.7);
    }

    static Arbitrary<ObjectNode> badges() {
        return Combinators.combine(
                        Arbitraries.of("b1", "b2"), Arbitraries.of("rare").injectNull(0.5))
                .as((id, rarity) -> with(definition("badge", id).put("label", "Badge " + id), "rarity", rarity));
    }

    static Arbitrary<ObjectNode> tiers() {
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

    static Arbitrary<ObjectNode> rewards() {
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

    static Arbitrary<ObjectNode> matches() {
        return Arbitraries.of(
                        "{\"colour\": \"red\"}",
                        "{\"amount\": [100, 7, 100.5]}",
                        "{\"colour\": [\"red\", true]}",
                        "{\"nested.score\": 7}")
                .map(attributes -> {
                    ObjectNode match = Json.mapper().createObjectNode();
                    match.set(
                            "attributes",
                            Json.read(attributes.getBytes(java.nio.charset.StandardCharsets.UTF_8), ObjectNode.class));
                    return match;
                });
    }

    static Arbitrary<String> attributes() {
        return Arbitraries.of("amount", "score", "amount", "score", "nested.score");
    }

    static Arbitrary<BigDecimal> weights() {
        return Arbitraries.of("0.1", "1", "1.50", "10", "0.001").map(BigDecimal::new);
    }

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    static ObjectNode definition(String kind, String id) {
        return Json.mapper().createObjectNode().put("kind", kind).put("id", id);
    }

    static ObjectNode with(ObjectNode node, String member, Object value) {
        if (value != null) {
            node.set(member, Json.mapper().valueToTree(value));
        }
        return node;
    }
}
