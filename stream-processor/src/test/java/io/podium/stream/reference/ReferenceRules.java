package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
                        "earn",
                        "earn_rule:" + grant.rule.id() + ":earn"));
    }

    private static String capKey(Grant grant, ReferenceEvent event, ReferenceParticipant state) {
        JsonNode cap = grant.rule.definition().get("cap");
        String period = cap.get("period").asText();
        return grant.rule.id() + "/" + period + "/"
                + ReferenceStreaks.firstDay(
                        period, state.person.shown(cap, event.occurred()).toLocalDate());
    }

    private static Grant capped(Grant grant, ReferenceEvent event, ReferenceParticipant state) {
        JsonNode cap = grant.rule.definition().get("cap");
        if (cap == null || grant.points < 0) {
            return grant;
        }
        long left = Math.max(0, cap.get("amount").asLong() - state.caps.getOrDefault(capKey(grant, event, state), 0L));
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
            state.caps.merge(capKey(grant, event, state), grant.points, Long::sum);
            event.gave().caps.put(capKey(grant, event, state), grant.points);
        }
    }

    private static Grant grant(InForce rule, ReferenceEvent event) {
        JsonNode grant = rule.definition().get("grant");
        if (grant.has("amount")) {
            return boosted(rule, event, grant.get("amount").decimalValue());
        }
        String attribute = grant.get("amount_attribute").asText();
        if (!(event.number(attribute) instanceof BigDecimal number)) {
            return new Grant(rule, 0, List.of(event.number(attribute).toString()));
        }
        BigDecimal exact = number.multiply(grant.get("ratio").decimalValue());
        if (exact.signum() < 0 && !grant.path("allow_negative").asBoolean()) {
            return new Grant(rule, 0, List.of("attribute_negative: " + attribute));
        }
        return boosted(rule, event, exact);
    }

    private static Grant boosted(InForce rule, ReferenceEvent event, BigDecimal base) {
        JsonNode boost = rule.definition().path("multiplier");
        List<String> notes = new ArrayList<>();
        BigDecimal exact = base;
        if (boost.has("factor")
                && !event.occurred()
                        .isBefore(Instant.parse(boost.path("starts_at").asText("1970-01-01T00:00:00Z")))
                && event.occurred().isBefore(Instant.parse(boost.path("ends_at").asText("9999-01-01T00:00:00Z")))) {
            exact = base.multiply(boost.get("factor").decimalValue());
            notes.add("boosted: " + Canonical.plain(boost.get("factor").decimalValue()));
        }
        BigDecimal whole = exact.setScale(0, RoundingMode.FLOOR);
        if (whole.abs().compareTo(MOST) > 0) {
            notes.add("grant_limited: " + MOST);
            whole = whole.signum() < 0 ? MOST.negate() : MOST;
        }
        return new Grant(rule, whole.longValue(), notes);
    }

    /** The day on which points end that come at an instant. */
    private static long endOf(JsonNode expires, Instant at) {
        if (expires.has("after")) {
            return ReferenceAccount.dayAfter(
                    at.plus(Duration.parse(expires.get("after").asText())));
        } else if (expires.has("at")) {
            ZoneId zone = ZoneId.of(expires.path("timezone").asText("UTC"));
            int year = at.atZone(zone).getYear();
            return ReferenceAccount.dayAfter(
                    LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant());
        }
        return ReferenceAccount.NEVER;
    }

    private void points(ReferenceEvent event, ReferenceParticipant state, Grant grant, String kind, String idEnd) {
        points(event, state, grant, kind, idEnd, grant.rule.definition().path("expires"));
    }

    private void points(
            ReferenceEvent event,
            ReferenceParticipant state,
            Grant grant,
            String kind,
            String idEnd,
            JsonNode expires) {
        long before = state.account.available();
        long owed = state.account.owed;
        Map<Long, Long> left = new TreeMap<>();
        long points = Math.max(0, grant.points);
        long day = points == 0 ? ReferenceAccount.NEVER : endOf(expires, event.occurred());
        if (grant.points < 0) {
            left.putAll(state.account.takeSoonest(-grant.points, allowsNegative()));
        } else {
            state.account.add(points, day);
        }
        state.points += points;
        List<String> notes = state.account.settled(owed, grant.notes);
        long delta = state.account.available() - before;
        List<Object> members = new ArrayList<>(List.of(
                "points",
                points,
                "lifetime_points",
                state.points,
                "kind",
                kind,
                "delta",
                delta,
                "available_points",
                state.account.available(),
                "transaction_id",
                event.id() + ":points:" + idEnd,
                "notes",
                event.notes(notes)));
        if (day != ReferenceAccount.NEVER) {
            members.add("expires_at");
            members.add(ReferenceAccount.start(day));
        }
        event.outcome("points-outcomes", "points:" + idEnd, grant.rule, members.toArray());
        long missing = Math.max(0, state.account.owed - owed);
        if (delta != 0 || missing > 0 || points > 0) {
            event.gave()
                    .lines
                    .add(new ReferenceGave.Line(
                            "points:" + idEnd, kind, grant.rule.id(), points, delta, missing, points > 0, day, left));
        }
    }

    boolean allowsNegative() {
        return of("account").stream()
                .findFirst()
                .map(account -> account.definition().path("allow_negative").asBoolean())
                .orElse(false);
    }

    void reward(InForce source, String what, JsonNode reward, ReferenceEvent event, ReferenceParticipant state) {
        if (reward.path("type").asText().equals("points")) {
            Grant grant = new Grant(source, reward.get("value").asLong(), List.of());
            points(
                    event,
                    state,
                    grant,
                    what.startsWith("rank/") ? "prize" : "reward",
                    source.text("kind") + ":" + source.id() + ":" + what,
                    reward.path("expires"));
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

    static void climb(InForce ladder, ReferenceEvent event, ReferenceParticipant state) {
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
