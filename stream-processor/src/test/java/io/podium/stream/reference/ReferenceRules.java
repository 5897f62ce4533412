package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
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
        of("challenge").forEach(challenge -> challenge(challenge, event, state));
        of("tiers").stream().findFirst().ifPresent(ladder -> climb(ladder, event, state));
    }

    private record Grant(InForce rule, long points, List<String> notes) {}

    private void earn(ReferenceEvent event, ReferenceParticipant state) {
        Map<String, Grant> grants = new LinkedHashMap<>();
        for (InForce rule : of("earn_rule")) {
            if (rule.text("event_type").equals(event.type()) && event.matches(rule.definition())) {
                Grant grant = grant(rule, event);
                String group = rule.text("exclusive_group");
                String slot = group == null ? "own " + rule.id() : "group " + group;
                Grant rival = grants.get(slot);
                if (rival == null || grant.points > rival.points) {
                    grants.put(slot, grant);
                }
            }
        }
        grants.values().forEach(grant -> points(event, state, grant, "earn_rule:" + grant.rule.id() + ":earn"));
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
                grant.notes);
    }

    private void challenge(InForce challenge, ReferenceEvent event, ReferenceParticipant state) {
        String starts = challenge.text("starts_at");
        String ends = challenge.text("ends_at");
        boolean open = (starts == null || !event.occurred().isBefore(Instant.parse(starts)))
                && (ends == null || event.occurred().isBefore(Instant.parse(ends)));
        for (JsonNode objective : challenge.definition().get("objectives")) {
            String name = challenge.id() + "/" + objective.get("id").asText();
            boolean counts = open
                    && objective.get("event_type").asText().equals(event.type())
                    && event.matches(objective)
                    && !state.done.contains(challenge.id())
                    && !state.done.contains(name);
            if (counts) {
                advance(challenge, objective, name, event, state);
            }
        }
    }

    private void advance(
            InForce challenge, JsonNode objective, String name, ReferenceEvent event, ReferenceParticipant state) {
        long target = objective.get("target").asLong();
        long from = state.progress.getOrDefault(name, 0L);
        long to = Math.max(from, Math.min(from + 1, target));
        state.progress.put(name, to);
        boolean completed = to >= target;
        boolean all = completed;
        for (JsonNode other : challenge.definition().get("objectives")) {
            String otherName = challenge.id() + "/" + other.get("id").asText();
            all &= (otherName.equals(name) || state.done.contains(otherName));
        }
        if (completed) {
            state.done.add(name);
        }
        if (all) {
            state.done.add(challenge.id());
        }
        String id = objective.get("id").asText();
        event.outcome(
                "challenge-outcomes",
                "challenge:challenge:" + challenge.id() + ":" + id,
                challenge,
                "challenge_id",
                challenge.id(),
                "objective_id",
                id,
                "from",
                from,
                "to",
                to,
                "target",
                target,
                "completed",
                completed,
                "challenge_completed",
                all);
        if (completed) {
            reward(challenge, "objective/" + id, objective.path("reward"), event, state);
        }
        if (all) {
            reward(challenge, "completion", challenge.definition().path("reward"), event, state);
        }
    }

    private void reward(
            InForce source, String what, JsonNode reward, ReferenceEvent event, ReferenceParticipant state) {
        if (reward.path("type").asText().equals("points")) {
            Grant grant = new Grant(source, reward.get("value").asLong(), List.of());
            points(event, state, grant, "challenge:" + source.id() + ":" + what);
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
                        "badge:challenge:" + source.id() + ":" + badge,
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
