package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model's rules: reads the definitions as authors write them, each time anew. */
final class ReferenceRules {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    /** A definition and from when it is in force. */
    record InForce(ObjectNode definition, Instant from) {
        String id() {
            return text("id");
        }

        String text(String member) {
            return definition.hasNonNull(member) ? definition.get(member).asText() : null;
        }
    }

    private final List<InForce> inForce;

    ReferenceRules(List<InForce> inForce) {
        this.inForce = inForce;
    }

    List<InForce> of(String kind) {
        return inForce.stream().filter(rule -> rule.text("kind").equals(kind)).toList();
    }

    void apply(ReferenceEvent event, ReferenceParticipant state) {
        earn(event, state);
        ReferenceStreaks.apply(this, event, state);
        new ReferenceChallenges(this, event, state).apply();
        of("tiers").stream().findFirst().ifPresent(ladder -> climb(ladder, event.seenBy(ladder.definition()), state));
    }

    /** What a rank in a contest gives. */
    void award(InForce contest, long rank, JsonNode reward, ReferenceEvent event, ReferenceParticipant state) {
        reward(contest, "rank/" + rank, reward, event, state);
        of("tiers").stream().findFirst().ifPresent(ladder -> climb(ladder, event, state));
    }

    private record Grant(InForce rule, long points, List<String> notes) {}

    private void earn(ReferenceEvent stated, ReferenceParticipant state) {
        Map<String, Grant> grants = new LinkedHashMap<>();
        for (InForce rule : of("earn_rule")) {
            ReferenceEvent event = stated.seenBy(rule.definition());
            String judged = rule.text("event_type").equals(event.type())
                    ? ReferenceConditions.judge(event, rule.definition())
                    : ReferenceConditions.NO;
            if (judged.equals(ReferenceConditions.NO)) {
                continue;
            }
            Grant grant = judged.equals(ReferenceConditions.YES)
                    ? capped(grant(rule, event), event, state)
                    : new Grant(rule, 0, List.of(judged));
            String group = rule.text("exclusive_group");
            String slot = group == null ? "own " + rule.id() : "group " + group;
            Grant rival = grants.get(slot);
            if (rival == null || grant.points > rival.points) {
                grants.put(slot, grant);
            }
        }
        grants.values().forEach(grant -> useCap(grant, stated.seenBy(grant.rule.definition()), state));
        grants.values()
                .forEach(grant -> points(
                        stated.seenBy(grant.rule.definition()),
                        state,
                        grant,
                        "earn_rule:" + grant.rule.id() + ":earn"));
    }

    private static String capKey(Grant grant, ReferenceEvent event) {
        String period = grant.rule.definition().get("cap").get("period").asText();
        return grant.rule.id() + "/" + period + "/"
                + ReferenceStreaks.firstDay(period, event.occurred(), ZoneOffset.UTC);
    }

    private static Grant capped(Grant grant, ReferenceEvent event, ReferenceParticipant state) {
        JsonNode cap = grant.rule.definition().get("cap");
        if (cap == null) {
            return grant;
        }
        long left = Math.max(0, cap.get("amount").asLong() - state.caps.getOrDefault(capKey(grant, event), 0L));
        if (grant.points <= left) {
            return grant;
        }
        List<String> notes = new ArrayList<>(grant.notes);
        notes.add("cap_reached: " + cap.get("amount") + " per "
                + cap.get("period").asText());
        return new Grant(grant.rule, left, notes);
    }

    /** A rule whose cap has another period than before begins anew. */
    private static void useCap(Grant grant, ReferenceEvent event, ReferenceParticipant state) {
        if (grant.rule.definition().has("cap") && grant.points > 0) {
            String start = grant.rule.id() + "/"
                    + grant.rule.definition().get("cap").get("period").asText() + "/";
            state.caps.keySet().removeIf(key -> key.startsWith(grant.rule.id() + "/") && !key.startsWith(start));
            state.caps.merge(capKey(grant, event), grant.points, Long::sum);
        }
    }

    private static Grant grant(InForce rule, ReferenceEvent event) {
        JsonNode grant = rule.definition().get("grant");
        if (grant.has("amount")) {
            return new Grant(rule, grant.get("amount").asLong(), List.of());
        }
        String attribute = grant.get("amount_attribute").asText();
        if (!(event.number(attribute) instanceof BigDecimal number)) {
            return new Grant(rule, 0, List.of(event.number(attribute).toString()));
        }
        BigDecimal exact = number.multiply(grant.get("ratio").decimalValue());
        if (exact.signum() < 0) {
            return new Grant(rule, 0, List.of("attribute_negative: " + attribute));
        }
        BigDecimal whole = exact.setScale(0, RoundingMode.FLOOR);
        return whole.compareTo(MOST) > 0
                ? new Grant(rule, MOST.longValue(), List.of("grant_limited: " + MOST))
                : new Grant(rule, whole.longValue(), List.of());
    }

    private static void points(ReferenceEvent event, ReferenceParticipant state, Grant grant, String idEnd) {
        state.points += grant.points;
        event.outcome(
                "points-outcomes",
                "points:" + idEnd,
                grant.rule,
                "points",
                grant.points,
                "lifetime_points",
                state.points,
                "notes",
                event.notes(grant.notes));
    }

    void reward(InForce source, String what, JsonNode reward, ReferenceEvent event, ReferenceParticipant state) {
        if (reward.path("type").asText().equals("points")) {
            Grant grant = new Grant(source, reward.get("value").asLong(), List.of());
            points(event, state, grant, source.text("kind") + ":" + source.id() + ":" + what);
        } else if (reward.path("type").asText().equals("badge")) {
            String badge = reward.get("id").asText();
            if (!state.badges.contains(badge)) {
                state.badges.add(badge);
                InForce known = of("badge").stream()
                        .filter(one -> one.id().equals(badge))
                        .findFirst()
                        .orElse(null);
                event.outcome(
                        "badge-outcomes",
                        "badge:" + source.text("kind") + ":" + source.id() + ":" + badge,
                        source,
                        "badge_id",
                        badge,
                        "label",
                        known == null ? badge : known.text("label"),
                        "rarity",
                        known == null ? null : known.text("rarity"));
            }
        }
    }

    private static void climb(InForce ladder, ReferenceEvent event, ReferenceParticipant state) {
        JsonNode best = null;
        long held = -1;
        for (JsonNode tier : ladder.definition().get("tiers")) {
            long needs = tier.get("qualifying_lifetime_points").asLong();
            if (tier.get("id").asText().equals(state.tier)) {
                held = needs;
            }
            if (needs <= state.points
                    && (best == null
                            || needs > best.get("qualifying_lifetime_points").asLong())) {
                best = tier;
            }
        }
        if (best != null && best.get("qualifying_lifetime_points").asLong() > held) {
            String to = best.get("id").asText();
            event.outcome(
                    "tier-outcomes",
                    "tier:tiers:" + ladder.id() + ":" + to,
                    ladder,
                    "from",
                    state.tier,
                    "to",
                    to,
                    "lifetime_points",
                    state.points);
            state.tier = to;
        }
    }
}
