package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The model's challenges. */
final class ReferenceChallenges {

    private final ReferenceRules rules;
    private final ReferenceEvent stated;
    private ReferenceEvent event;
    private List<JsonNode> finished = new ArrayList<>();
    private final ReferenceParticipant state;

    ReferenceChallenges(ReferenceRules rules, ReferenceEvent event, ReferenceParticipant state) {
        this.rules = rules;
        this.stated = event;
        this.state = state;
    }

    void apply() {
        if (stated.type().equals("challenge_enrolled")) {
            rules.of("challenge").forEach(this::enrol);
        }
        for (ReferenceRules.InForce challenge : rules.of("challenge")) {
            event = stated.seenBy(challenge.definition());
            if (ReferenceParticipations.isInWindow(challenge, event.occurred())) {
                contribute(challenge);
            }
        }
    }

    private void enrol(ReferenceRules.InForce challenge) {
        String named = stated.attributes().path("challenge_id").asText();
        Instant at = stated.seenBy(challenge.definition()).occurred();
        Instant starts = challenge.text("starts_at") == null ? at : Instant.parse(challenge.text("starts_at"));
        at = at.isBefore(starts) ? starts : at;
        if (challenge.id().equals(named)
                && ReferenceParticipations.isExplicit(challenge)
                && ReferenceParticipations.isInWindow(challenge, at)) {
            String how = ReferenceParticipations.belongs(state, challenge, at, true);
            if (how.equals("begins")) {
                ReferenceParticipations.begin(state, challenge, at);
            } else if (how.equals("goes") && at.isBefore(state.took.get(named).begun)) {
                state.took.get(named).begun = at;
            }
        }
    }

    private void contribute(ReferenceRules.InForce challenge) {
        String how = ReferenceParticipations.belongs(state, challenge, event.occurred(), false);
        if (how.equals("out")) {
            return;
        }
        Set<String> doneBefore = how.equals("begins") ? Set.of() : new HashSet<>(state.done);
        List<JsonNode> moving = new ArrayList<>();
        for (JsonNode objective : challenge.definition().get("objectives")) {
            if (objective.get("event_type").asText().equals(event.type())
                    && !doneBefore.contains(name(challenge, objective))) {
                String judged = ReferenceConditions.judge(event, objective);
                String note = judged.equals(ReferenceConditions.YES) ? unusable(objective) : judged;
                if (note == null) {
                    moving.add(objective);
                } else if (!note.equals(ReferenceConditions.NO)) {
                    BigDecimal now = how.equals("begins") ? BigDecimal.ZERO : progress(name(challenge, objective));
                    report(challenge, objective, "", now, now, false, false, note);
                }
            }
        }
        if (!moving.isEmpty()) {
            span(challenge, how);
            move(challenge, moving, doneBefore);
        }
    }

    private void span(ReferenceRules.InForce challenge, String how) {
        if (how.equals("begins")) {
            ReferenceParticipations.begin(state, challenge, event.occurred());
        } else if (ReferenceParticipations.isLimited(challenge)) {
            ReferenceParticipant.Took took = state.took.get(challenge.id());
            boolean earlier = event.occurred().isBefore(took.begun);
            took.begun = earlier ? event.occurred() : took.begun;
            took.latest = took.latest.isBefore(event.occurred()) ? event.occurred() : took.latest;
        }
    }

    private void move(ReferenceRules.InForce challenge, List<JsonNode> moving, Set<String> doneBefore) {
        finished = new ArrayList<>();
        for (JsonNode objective : moving) {
            if (ReferenceParticipations.isReady(challenge, objective, doneBefore)) {
                BigDecimal measured = measured(challenge, objective, banked(challenge, objective));
                given(challenge, objective, progress(name(challenge, objective)), measured);
                advance(challenge, objective, "", measured);
            } else if (moving.stream()
                    .noneMatch(other -> ReferenceParticipations.leadsTo(challenge, other, objective))) {
                String name = name(challenge, objective);
                BigDecimal from = banked(challenge, objective);
                BigDecimal measured = measured(challenge, objective, from);
                given(challenge, objective, from, measured);
                state.bank.put(name, measured.min(target(objective)).max(from));
            }
        }
        boolean again = true;
        while (again) {
            again = false;
            for (JsonNode objective : challenge.definition().get("objectives")) {
                String name = name(challenge, objective);
                if (!again
                        && state.bank.containsKey(name)
                        && ReferenceParticipations.isReady(challenge, objective, state.done)) {
                    advance(challenge, objective, "/unlocked", state.bank.remove(name));
                    again = true;
                }
            }
        }
        if (!finished.isEmpty()) {
            rewards(challenge);
        }
    }

    /** For the ledger; also a value that was there already. */
    private void given(ReferenceRules.InForce challenge, JsonNode objective, BigDecimal from, BigDecimal to) {
        String evaluator = objective.get("evaluator").asText();
        JsonNode value = event.attribute(objective.path("attribute").asText());
        ReferenceParticipant.Took took = state.took.get(challenge.id());
        event.gave()
                .steps
                .put(
                        name(challenge, objective),
                        new ReferenceGave.Step(
                                to.min(target(objective)).max(from).subtract(from),
                                evaluator.equals("distinct") ? text(value) : null,
                                took == null ? 0 : took.repeats,
                                evaluator));
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? Canonical.plain(value.decimalValue()) : value.toString();
    }

    private BigDecimal banked(ReferenceRules.InForce challenge, JsonNode objective) {
        String name = name(challenge, objective);
        return state.bank.getOrDefault(name, progress(name));
    }

    private static BigDecimal target(JsonNode objective) {
        return objective.has("target") ? objective.get("target").decimalValue() : BigDecimal.ONE;
    }

    private String unusable(JsonNode objective) {
        String attribute = objective.path("attribute").asText();
        JsonNode value = event.attribute(attribute);
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
        return null;
    }

    private void advance(ReferenceRules.InForce challenge, JsonNode objective, String how, BigDecimal measured) {
        String name = name(challenge, objective);
        BigDecimal from = progress(name);
        BigDecimal to = measured.min(target(objective)).max(from);
        state.progress.put(name, to);
        state.bank.remove(name);
        boolean completed = to.compareTo(target(objective)) >= 0;
        boolean whole = false;
        if (completed) {
            state.done.add(name);
            finished.add(objective);
            whole = doneOf(challenge) >= needed(challenge) && state.done.add(challenge.id());
        }
        if (completed || to.compareTo(from) != 0) {
            report(challenge, objective, how, from, to, completed, whole, null);
        }
    }

    private long doneOf(ReferenceRules.InForce challenge) {
        long done = 0;
        for (JsonNode objective : challenge.definition().get("objectives")) {
            done += state.done.contains(name(challenge, objective)) ? 1 : 0;
        }
        return done;
    }

    private static long needed(ReferenceRules.InForce challenge) {
        int all = challenge.definition().get("objectives").size();
        return challenge.definition().path("completion").asInt(all);
    }

    private BigDecimal measured(ReferenceRules.InForce challenge, JsonNode objective, BigDecimal from) {
        String name = name(challenge, objective);
        String attribute = objective.path("attribute").asText();
        return switch (objective.get("evaluator").asText()) {
            case "sum" -> from.add((BigDecimal) event.number(attribute));
            case "distinct" -> {
                JsonNode value = event.attribute(attribute);
                Set<String> values = state.values.computeIfAbsent(name, key -> new LinkedHashSet<>());
                values.add(text(value));
                yield BigDecimal.valueOf(values.size());
            }
            case "streak" -> {
                TreeSet<LocalDate> days = state.days.computeIfAbsent(name, key -> new TreeSet<>());
                days.add(state.person
                        .shown(challenge.definition(), event.occurred())
                        .toLocalDate());
                yield BigDecimal.valueOf(longestRow(days, challenge.definition()));
            }
            default -> from.add(BigDecimal.ONE);
        };
    }

    private long longestRow(Set<LocalDate> days, JsonNode rule) {
        long longest = 0;
        for (LocalDate first : days) {
            long row = 0;
            for (LocalDate day = first; days.contains(day) || state.person.isFree(rule, day); day = day.plusDays(1)) {
                row += days.contains(day) ? 1 : 0;
            }
            longest = Math.max(longest, row);
        }
        return longest;
    }

    private void rewards(ReferenceRules.InForce challenge) {
        for (JsonNode objective : finished) {
            rules.reward(
                    challenge, "objective/" + objective.get("id").asText(), objective.path("reward"), event, state);
        }
        for (JsonNode milestone : challenge.definition().path("milestones")) {
            long count = milestone.get("count").asLong();
            if (doneOf(challenge) >= count && state.done.add(challenge.id() + "#" + count)) {
                rules.reward(challenge, "milestone/" + count, milestone.get("reward"), event, state);
            }
        }
        if (state.done.contains(challenge.id())) {
            rules.reward(challenge, "completion", challenge.definition().path("reward"), event, state);
        }
    }

    private void report(
            ReferenceRules.InForce challenge,
            JsonNode objective,
            String how,
            BigDecimal from,
            BigDecimal to,
            boolean completed,
            boolean whole,
            String note) {
        String id = objective.get("id").asText();
        event.outcome(
                "challenge-outcomes",
                "challenge:challenge:" + challenge.id() + ":" + id + how,
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
                target(objective),
                "completed",
                completed,
                "challenge_completed",
                whole,
                "notes",
                event.notes(note == null ? List.of() : List.of(note)));
    }

    private BigDecimal progress(String name) {
        return state.progress.getOrDefault(name, BigDecimal.ZERO);
    }

    private static String name(ReferenceRules.InForce challenge, JsonNode objective) {
        return challenge.id() + "/" + objective.get("id").asText();
    }
}
