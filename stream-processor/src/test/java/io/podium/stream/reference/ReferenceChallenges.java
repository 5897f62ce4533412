package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
            if (isInWindow(challenge, event.occurred())) {
                contribute(challenge);
            }
        }
    }

    private void enrol(ReferenceRules.InForce challenge) {
        String named = stated.attributes().path("challenge_id").asText();
        Instant at = stated.seenBy(challenge.definition()).occurred();
        Instant starts = challenge.text("starts_at") == null ? at : Instant.parse(challenge.text("starts_at"));
        at = at.isBefore(starts) ? starts : at;
        if (challenge.id().equals(named) && isExplicit(challenge) && isInWindow(challenge, at)) {
            String how = belongs(challenge, at, true);
            if (how.equals("begins")) {
                begin(challenge, at);
            } else if (how.equals("goes") && at.isBefore(state.took.get(named).begun)) {
                state.took.get(named).begun = at;
            }
        }
    }

    private static boolean isExplicit(ReferenceRules.InForce challenge) {
        return "explicit".equals(challenge.text("enrolment"));
    }

    private static boolean isLimited(ReferenceRules.InForce challenge) {
        return challenge.definition().has("window_days") || isExplicit(challenge);
    }

    private static boolean isInWindow(ReferenceRules.InForce challenge, Instant at) {
        String starts = challenge.text("starts_at");
        String ends = challenge.text("ends_at");
        return (starts == null || !at.isBefore(Instant.parse(starts)))
                && (ends == null || at.isBefore(Instant.parse(ends)));
    }

    private static boolean isOver(ReferenceRules.InForce challenge, Instant begun, Instant at) {
        int days = challenge.definition().path("window_days").asInt();
        return days > 0 && !at.isBefore(begun.plus(Duration.ofDays(days)));
    }

    /** {@code begins} a participation, {@code goes} into the one there is, or {@code out}. */
    private String belongs(ReferenceRules.InForce challenge, Instant at, boolean enrols) {
        ReferenceParticipant.Took took = state.took.get(challenge.id());
        boolean done = state.done.contains(challenge.id());
        boolean welcome = enrols || !isExplicit(challenge);
        String repeat = challenge.definition().path("repeat").asText("never");
        boolean more = !repeat.equals("never")
                && (took == null ? 0 : took.repeats)
                        < challenge.definition().path("max_repeats").asLong(Long.MAX_VALUE);
        if (!isLimited(challenge)) {
            return !done ? "goes" : more && repeat.equals("after_completion") ? "begins" : "out";
        } else if (took == null || took.begun == null) {
            return welcome && (!done || more && repeat.equals("after_completion")) ? "begins" : "out";
        }
        boolean over = isOver(challenge, took.begun, at);
        if (done || over) {
            boolean due = repeat.equals("after_completion") ? done : over;
            return welcome && more && due && !at.isBefore(took.begun) ? "begins" : "out";
        } else if (!at.isBefore(took.begun)) {
            return "goes";
        }
        boolean moves = took.latest != null && !isOver(challenge, at, took.latest);
        return welcome && moves && (took.notBefore == null || !at.isBefore(took.notBefore)) ? "goes" : "out";
    }

    private void begin(ReferenceRules.InForce challenge, Instant at) {
        ReferenceParticipant.Took before = state.took.get(challenge.id());
        boolean first = isLimited(challenge)
                && (before == null || before.begun == null)
                && !state.done.contains(challenge.id());
        ReferenceParticipant.Took took = new ReferenceParticipant.Took();
        took.begun = isLimited(challenge) ? at : null;
        took.latest = took.begun;
        took.repeats = first ? 0 : (before == null ? 0 : before.repeats) + 1;
        if (!first && before != null && before.begun != null) {
            int days = challenge.definition().path("window_days").asInt();
            boolean window = "after_window".equals(challenge.text("repeat"));
            took.notBefore = window ? before.begun.plus(Duration.ofDays(days)) : before.begun;
        }
        state.forget(challenge.id());
        state.took.put(challenge.id(), took);
    }

    private void contribute(ReferenceRules.InForce challenge) {
        String how = belongs(challenge, event.occurred(), false);
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
                    tell(challenge, objective, "", now, now, false, false, note);
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
            begin(challenge, event.occurred());
        } else if (isLimited(challenge)) {
            ReferenceParticipant.Took took = state.took.get(challenge.id());
            boolean earlier = event.occurred().isBefore(took.begun);
            took.begun = earlier ? event.occurred() : took.begun;
            took.latest = took.latest.isBefore(event.occurred()) ? event.occurred() : took.latest;
        }
    }

    private void move(ReferenceRules.InForce challenge, List<JsonNode> moving, Set<String> doneBefore) {
        finished = new ArrayList<>();
        for (JsonNode objective : moving) {
            if (isReady(challenge, objective, doneBefore)) {
                advance(challenge, objective, "", measured(challenge, objective, banked(challenge, objective)));
            } else if (moving.stream().noneMatch(other -> leadsTo(challenge, other, objective))) {
                String name = name(challenge, objective);
                BigDecimal from = banked(challenge, objective);
                state.bank.put(
                        name,
                        measured(challenge, objective, from)
                                .min(target(objective))
                                .max(from));
            }
        }
        boolean again = true;
        while (again) {
            again = false;
            for (JsonNode objective : challenge.definition().get("objectives")) {
                String name = name(challenge, objective);
                if (!again && state.bank.containsKey(name) && isReady(challenge, objective, state.done)) {
                    advance(challenge, objective, "/unlocked", state.bank.remove(name));
                    again = true;
                }
            }
        }
        if (!finished.isEmpty()) {
            rewards(challenge);
        }
    }

    private static boolean isReady(ReferenceRules.InForce challenge, JsonNode objective, Set<String> done) {
        boolean ready = true;
        for (JsonNode id : objective.path("prerequisite_objective_ids")) {
            ready &= done.contains(challenge.id() + "/" + id.asText());
        }
        return ready;
    }

    /** Whether one objective comes, by any number of steps, before another. */
    private static boolean leadsTo(ReferenceRules.InForce challenge, JsonNode first, JsonNode last) {
        for (JsonNode id : last.path("prerequisite_objective_ids")) {
            for (JsonNode before : challenge.definition().get("objectives")) {
                if (before.get("id").equals(id) && (before.equals(first) || leadsTo(challenge, first, before))) {
                    return true;
                }
            }
        }
        return false;
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
            tell(challenge, objective, how, from, to, completed, whole, null);
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

    private void tell(
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
