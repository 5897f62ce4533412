package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.EventId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The model's reversals: what an event gave, looked up in a list, is taken away again. */
final class ReferenceReversals extends ReferenceLedger {

    ReferenceReversals(ReferenceModel model, String tenant, String participant) {
        super(model, tenant, participant);
    }

    /** Takes an event back, by its id or by its key. */
    void reverse(ReferenceGave own, String reverses, BigDecimal ratio, String reason, Instant at, String ofType) {
        String eventId = own.eventId;
        ReferenceGave gave = find(reverses);
        boolean byEvent = reason == null;
        String nothing = gave == null || byEvent && gave.isOrdered()
                ? "unknown_event: " + reverses
                : gave.reversed.compareTo(BigDecimal.ONE) >= 0 ? "already_reversed: " + gave.eventId : null;
        if (nothing != null) {
            points(eventId, at, ofType, "none", reason, state.account.available(), List.of(nothing));
            return;
        }
        BigDecimal from = gave.reversed;
        BigDecimal to = from.add(ratio).min(BigDecimal.ONE);
        gave.lines.stream()
                .filter(line -> !List.of("hold", "expire", "reverse").contains(line.kind()))
                .filter(line -> !line.rule().equals("freezes_granted"))
                .forEach(line -> own.add("reverse", line(eventId, gave, line, from, to, reason, at)));
        gave.caps.forEach((cap, used) -> state.caps.computeIfPresent(
                cap, (name, now) -> now - Math.min(now, ReferenceLedger.share(used, from, to))));
        gave.steps.forEach((objective, step) -> step(eventId, gave, objective, step, from, to, at));
        gave.scores.forEach((contest, scored) -> score(eventId, gave, contest, scored, from, to, at));
        gave.reversed = to;
    }

    private ReferenceGave find(String reverses) {
        ReferenceGave found = null;
        for (ReferenceGave gave : state.gave) {
            boolean wanted = EventId.isValid(reverses) ? gave.eventId.equals(reverses) : reverses.equals(gave.key);
            found = wanted ? gave : found;
        }
        return found;
    }

    private long line(
            String eventId,
            ReferenceGave gave,
            ReferenceGave.Line line,
            BigDecimal from,
            BigDecimal to,
            String reason,
            Instant at) {
        long before = state.account.available();
        long owed = state.account.owed;
        if (line.points() > 0) {
            long points = ReferenceLedger.share(line.points(), from, to);
            boolean over = line.day() != ReferenceAccount.NEVER
                    && !ReferenceAccount.start(line.day()).isAfter(at);
            if (!over) {
                state.account.takeBack(points, line.day(), model.allowsNegative(tenant, at));
            }
            state.points = line.lifetime() ? Math.max(0, state.points - points) : state.points;
        } else {
            long over = state.account.giveBack(parts(line, from, to), at);
            state.account.expired += line.kind().equals("deduct") ? over : 0;
        }
        points(eventId, at, line.rule(), line.id(), reason, before, notes(owed, "reversed: " + gave.eventId));
        return state.account.available() - before;
    }

    /** Of points that left those which come back: the one that would go last comes first. */
    private static Map<Long, Long> parts(ReferenceGave.Line line, BigDecimal from, BigDecimal to) {
        long gone = line.owed() - line.delta();
        TreeMap<Long, Long> left = new TreeMap<>(line.left());
        long ending = left.entrySet().stream()
                .filter(part -> part.getKey() != ReferenceAccount.NEVER)
                .mapToLong(Map.Entry::getValue)
                .sum();
        left.put(ReferenceAccount.NEVER, gone - ending);
        long until = ReferenceLedger.share(gone, BigDecimal.ZERO, to);
        long after = ReferenceLedger.share(gone, BigDecimal.ZERO, from);
        TreeMap<Long, Long> parts = new TreeMap<>();
        long at = 0;
        for (long day : left.descendingKeySet()) {
            long part = Math.min(until, at + left.get(day)) - Math.max(after, at);
            at += left.get(day);
            if (part > 0) {
                parts.put(day, part);
            }
        }
        return parts;
    }

    private void points(
            String eventId, Instant at, String rule, String what, String reason, long before, List<String> notes) {
        line(eventId, at, "reversal:" + rule + ":" + what, rule, at, "reverse", 0, before, reason, notes);
    }

    private void step(
            String eventId,
            ReferenceGave gave,
            String objective,
            ReferenceGave.Step step,
            BigDecimal from,
            BigDecimal to,
            Instant at) {
        String challenge = objective.substring(0, objective.indexOf('/'));
        boolean whole = to.compareTo(BigDecimal.ONE) == 0;
        boolean sum = step.evaluator().equals("sum");
        ReferenceParticipant.Took took = state.took.get(challenge);
        long participation = took == null ? 0 : took.repeats;
        if (step.evaluator().equals("streak")
                || participation != step.participation()
                || state.done.contains(challenge)
                || state.done.contains(objective)
                || !sum && !whole
                || step.value() != null && isOfAnother(gave, objective, step)) {
            return;
        }
        boolean banked = state.bank.containsKey(objective);
        BigDecimal before =
                banked ? state.bank.get(objective) : state.progress.getOrDefault(objective, BigDecimal.ZERO);
        BigDecimal after;
        if (step.value() != null) {
            if (state.values.get(objective) == null
                    || !state.values.get(objective).remove(step.value())) {
                return;
            }
            after = BigDecimal.valueOf(state.values.get(objective).size());
        } else {
            BigDecimal by = sum ? step.by().multiply(to.subtract(from)) : step.by();
            after = before.subtract(by).max(BigDecimal.ZERO);
        }
        if (after.compareTo(before) == 0) {
            return;
        } else if (banked) {
            state.bank.put(objective, after);
            return;
        }
        state.progress.put(objective, after);
        report(eventId, gave, objective, before, after, at);
    }

    private boolean isOfAnother(ReferenceGave gave, String objective, ReferenceGave.Step step) {
        return state.gave.stream()
                .filter(other -> other != gave && other.reversed.compareTo(BigDecimal.ONE) < 0)
                .map(other -> other.steps.get(objective))
                .anyMatch(other -> other != null
                        && step.value().equals(other.value())
                        && step.participation() == other.participation());
    }

    private void report(
            String eventId, ReferenceGave gave, String name, BigDecimal before, BigDecimal after, Instant at) {
        for (ReferenceRules.InForce challenge : new ReferenceRules(model.inForce(tenant, at)).of("challenge")) {
            for (JsonNode objective : challenge.definition().get("objectives")) {
                if (!name.equals(challenge.id() + "/" + objective.get("id").asText())) {
                    continue;
                }
                Map<String, Object> outcome = base(eventId, at);
                outcome.put(
                        "outcome_id",
                        eventId + ":challenge:challenge:" + challenge.id() + ":"
                                + objective.get("id").asText() + "/reversed");
                outcome.put("rule_id", challenge.id());
                outcome.put("rule_version", challenge.from());
                outcome.put("challenge_id", challenge.id());
                outcome.put("objective_id", objective.get("id").asText());
                outcome.put("from", before);
                outcome.put("to", after);
                outcome.put(
                        "target",
                        objective.has("target") ? objective.get("target").decimalValue() : BigDecimal.ONE);
                outcome.put("completed", false);
                outcome.put("challenge_completed", false);
                outcome.put("notes", List.of("reversed: " + gave.eventId));
                model.outcomes
                        .computeIfAbsent("challenge-outcomes", topic -> new ArrayList<>())
                        .add(Canonical.text(outcome));
            }
        }
    }

    private void score(
            String eventId,
            ReferenceGave gave,
            String id,
            ReferenceGave.Scored scored,
            BigDecimal from,
            BigDecimal to,
            Instant at) {
        boolean counts = scored.method().equals("count");
        if (!counts && !scored.method().equals("cumulative") || counts && to.compareTo(BigDecimal.ONE) < 0) {
            return;
        }
        for (ReferenceRules.InForce contest : new ReferenceRules(model.inForce(tenant, at)).of("contest")) {
            String exceeded =
                    contest.definition().path("fraud_rules").path("on_exceed").asText("flag");
            if (contest.id().equals(id)
                    && !ReferenceLifecycles.stateAt(contest, at).equals("completed")
                    && exceeded.equals("flag")) {
                BigDecimal score = counts ? scored.score() : scored.score().multiply(to.subtract(from));
                model.boards
                        .computeIfAbsent(tenant + "|" + id, name -> new ReferenceBoard())
                        .takeBack(
                                base(eventId, at),
                                model,
                                contest,
                                gave.eventId,
                                scored,
                                score,
                                model.isCompleted(tenant, id));
            }
        }
    }
}
