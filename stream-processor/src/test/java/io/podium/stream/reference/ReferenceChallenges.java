package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The model's challenges. */
final class ReferenceChallenges {

    private final ReferenceRules rules;
    private final ReferenceEvent event;
    private final ReferenceParticipant state;

    ReferenceChallenges(ReferenceRules rules, ReferenceEvent event, ReferenceParticipant state) {
        this.rules = rules;
        this.event = event;
        this.state = state;
    }

    void apply() {
        if (event.type().equals("challenge_enrolled")) {
            for (ReferenceRules.InForce challenge : rules.of("challenge")) {
                boolean named = challenge
                        .id()
                        .equals(event.attributes().path("challenge_id").asText());
                if (named && isExplicit(challenge) && isInWindow(challenge) && isOutside(challenge)) {
                    begin(challenge);
                }
            }
        }
        for (ReferenceRules.InForce challenge : rules.of("challenge")) {
            if (isInWindow(challenge)) {
                contribute(challenge);
            }
        }
    }

    private static boolean isExplicit(ReferenceRules.InForce challenge) {
        return "explicit".equals(challenge.text("enrolment"));
    }

    private boolean isInWindow(ReferenceRules.InForce challenge) {
        String starts = challenge.text("starts_at");
        String ends = challenge.text("ends_at");
        return (starts == null || !event.occurred().isBefore(Instant.parse(starts)))
                && (ends == null || event.occurred().isBefore(Instant.parse(ends)));
    }

    /** Not completed, and never begun or over. */
    private boolean isOutside(ReferenceRules.InForce challenge) {
        Instant begun = state.begun.get(challenge.id());
        if (state.done.contains(challenge.id())) {
            return false;
        } else if (begun == null) {
            return true;
        }
        int days = challenge.definition().path("window_days").asInt();
        return days > 0 && !event.occurred().isBefore(begun.plus(Duration.ofDays(days)));
    }

    private void begin(ReferenceRules.InForce challenge) {
        state.forget(challenge.id());
        state.begun.put(challenge.id(), event.occurred());
    }

    private void contribute(ReferenceRules.InForce challenge) {
        boolean limited = challenge.definition().has("window_days") || isExplicit(challenge);
        Set<String> doneBefore = limited && isOutside(challenge) ? Set.of() : new HashSet<>(state.done);
        for (JsonNode objective : challenge.definition().get("objectives")) {
            boolean ready = objective.get("event_type").asText().equals(event.type());
            for (JsonNode id : objective.path("prerequisite_objective_ids")) {
                ready &= doneBefore.contains(challenge.id() + "/" + id.asText());
            }
            if (ready && counts(challenge, objective, limited)) {
                judge(challenge, objective, limited);
            }
        }
    }

    private boolean counts(ReferenceRules.InForce challenge, JsonNode objective, boolean limited) {
        boolean open = !state.done.contains(name(challenge, objective));
        if (state.done.contains(challenge.id())) {
            return false;
        } else if (!limited) {
            return open;
        } else if (isOutside(challenge)) {
            return !isExplicit(challenge);
        }
        return open && !event.occurred().isBefore(state.begun.get(challenge.id()));
    }

    private void judge(ReferenceRules.InForce challenge, JsonNode objective, boolean limited) {
        String judged = ReferenceConditions.judge(event, objective);
        if (judged.equals(ReferenceConditions.NO)) {
            return;
        }
        String note = judged.equals(ReferenceConditions.YES) ? unusable(objective) : judged;
        BigDecimal from = progress(name(challenge, objective));
        if (note != null) {
            boolean done = state.done.contains(name(challenge, objective));
            tell(challenge, objective, from, from, done, false, note);
            return;
        }
        if (limited && isOutside(challenge)) {
            begin(challenge);
        }
        advance(challenge, objective);
    }

    private String unusable(JsonNode objective) {
        String attribute = objective.path("attribute").asText();
        JsonNode value = event.attributes().path(attribute);
        if (objective.get("evaluator").asText().equals("sum")) {
            Object number = event.number(attribute);
            if (number instanceof String note) {
                return note;
            }
            return ((BigDecimal) number).signum() < 0 ? "attribute_negative: " + attribute : null;
        } else if (!objective.get("evaluator").asText().equals("distinct")) {
            return null;
        } else if (value.isMissingNode()) {
            return "attribute_missing: " + attribute;
        } else if (value.isContainerNode()) {
            return "attribute_not_scalar: " + attribute;
        }
        return value.isNumber() && event.number(attribute) instanceof String
                ? "attribute_out_of_range: " + attribute
                : null;
    }

    private void advance(ReferenceRules.InForce challenge, JsonNode objective) {
        String name = name(challenge, objective);
        BigDecimal from = progress(name);
        BigDecimal target = objective.has("target") ? objective.get("target").decimalValue() : BigDecimal.ONE;
        BigDecimal to = measured(name, objective, from).min(target).max(from);
        state.progress.put(name, to);
        boolean completed = to.compareTo(target) >= 0;
        long doneBeside = 0;
        for (JsonNode other : challenge.definition().get("objectives")) {
            String otherName = name(challenge, other);
            doneBeside += !otherName.equals(name) && state.done.contains(otherName) ? 1 : 0;
        }
        int all = challenge.definition().get("objectives").size();
        int needed = challenge.definition().path("completion").isInt()
                ? challenge.definition().get("completion").asInt()
                : all;
        boolean whole = completed && doneBeside + 1 >= needed;
        if (completed) {
            state.done.add(name);
        }
        if (whole) {
            state.done.add(challenge.id());
        }
        if (completed || to.compareTo(from) != 0) {
            tell(challenge, objective, from, to, completed, whole, null);
        }
        if (completed) {
            rewards(challenge, objective, doneBeside + 1, whole);
        }
    }

    private BigDecimal measured(String name, JsonNode objective, BigDecimal from) {
        return switch (objective.get("evaluator").asText()) {
            case "sum" ->
                from.add((BigDecimal) event.number(objective.get("attribute").asText()));
            case "distinct" -> {
                JsonNode value =
                        event.attributes().get(objective.get("attribute").asText());
                Set<String> values = state.values.computeIfAbsent(name, key -> new LinkedHashSet<>());
                values.add(value.isNumber() ? Canonical.plain(value.decimalValue()) : value.toString());
                yield BigDecimal.valueOf(values.size());
            }
            case "streak" -> {
                TreeSet<LocalDate> days = state.days.computeIfAbsent(name, key -> new TreeSet<>());
                days.add(LocalDate.ofInstant(event.occurred(), ZoneOffset.UTC));
                yield BigDecimal.valueOf(longestRow(days));
            }
            default -> from.add(BigDecimal.ONE);
        };
    }

    private static long longestRow(Set<LocalDate> days) {
        long longest = 0;
        for (LocalDate day : days) {
            long row = 1;
            while (days.contains(day.plusDays(row))) {
                row++;
            }
            longest = Math.max(longest, row);
        }
        return longest;
    }

    private void rewards(ReferenceRules.InForce challenge, JsonNode objective, long done, boolean whole) {
        rules.reward(challenge, "objective/" + objective.get("id").asText(), objective.path("reward"), event, state);
        for (JsonNode milestone : challenge.definition().path("milestones")) {
            long count = milestone.get("count").asLong();
            if (done >= count && state.done.add(challenge.id() + "#" + count)) {
                rules.reward(challenge, "milestone/" + count, milestone.get("reward"), event, state);
            }
        }
        if (whole) {
            rules.reward(challenge, "completion", challenge.definition().path("reward"), event, state);
        }
    }

    private void tell(
            ReferenceRules.InForce challenge,
            JsonNode objective,
            BigDecimal from,
            BigDecimal to,
            boolean completed,
            boolean whole,
            String note) {
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
                objective.has("target") ? objective.get("target").decimalValue() : BigDecimal.ONE,
                "completed",
                completed,
                "challenge_completed",
                whole,
                "notes",
                note == null ? List.of() : List.of(note));
    }

    private BigDecimal progress(String name) {
        return state.progress.getOrDefault(name, BigDecimal.ZERO);
    }

    private static String name(ReferenceRules.InForce challenge, JsonNode objective) {
        return challenge.id() + "/" + objective.get("id").asText();
    }
}
