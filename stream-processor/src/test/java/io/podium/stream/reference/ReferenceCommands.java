package io.podium.stream.reference;

import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The model's commands. */
final class ReferenceCommands extends ReferenceLedger {

    ReferenceCommands(ReferenceModel model, String tenant, String participant) {
        super(model, tenant, participant);
    }

    /** One command that was not a duplicate. */
    void order(String eventId, String key, Command command, Instant at) {
        if (command instanceof PersonCommand.Erase erase) {
            lapse(at);
            new ReferenceErasure(model, tenant, participant).erase(eventId, erase, at);
            return;
        } else if (state.blocked) {
            return;
        }
        lapse(at);
        ReferenceGave gave = new ReferenceGave(eventId, null);
        String rule = command.eventType();
        long before = state.account.available();
        long owed = state.account.owed;
        if (command instanceof Command.Grant grant) {
            long day =
                    grant.expiresAt() == null ? ReferenceAccount.NEVER : ReferenceAccount.dayAfter(grant.expiresAt());
            state.account.add(grant.amount(), day);
            state.points += grant.countsForLifetime() ? grant.amount() : 0;
            line(
                    eventId,
                    at,
                    "command:" + rule + ":points",
                    rule,
                    at,
                    "grant",
                    grant.amount(),
                    state.account.available() - before,
                    state.account.available(),
                    grant.reason(),
                    notes(owed),
                    grant.expiresAt() == null ? null : ReferenceAccount.start(day));
            gave.lines.add(new ReferenceGave.Line(
                    "points:command:" + rule + ":points",
                    "grant",
                    rule,
                    grant.amount(),
                    state.account.available() - before,
                    0,
                    grant.countsForLifetime(),
                    day,
                    Map.of()));
        } else if (command instanceof Command.Deduct deduct) {
            spend(gave, at, deduct, deduct.amount());
        } else if (command instanceof Command.Hold hold) {
            hold(gave, eventId, at, hold);
        } else if (command instanceof Command.Capture capture) {
            capture(gave, at, capture);
        } else if (command instanceof Command.Release release) {
            release(gave, eventId, at, release);
        } else if (command instanceof PersonCommand.SetProfile set) {
            Map<String, ReferenceStreaks.Counted> counted = ReferenceStreaks.counts(rules(at), state);
            String clock = state.person.clock();
            state.person.set(set.profile(), at);
            Map<String, Object> outcome = base(eventId, at);
            outcome.put("outcome_id", eventId + ":profile:command:" + rule + ":profile");
            outcome.put("rule_id", rule);
            outcome.put("rule_version", at);
            outcome.put("profile", Json.mapper().valueToTree(set.profile()));
            model.outcomes
                    .computeIfAbsent("profiles", name -> new ArrayList<>())
                    .add(Canonical.text(outcome));
            boolean other = !clock.equals(state.person.clock());
            ReferenceStreaks.recount(rules(at), event(eventId, at, gave), state, other ? counted : Map.of());
        } else if (command instanceof PersonCommand.Pause pause) {
            Map<String, ReferenceStreaks.Counted> counted = ReferenceStreaks.counts(rules(at), state);
            String clock = state.person.clock();
            pause.from().datesUntil(pause.to().plusDays(1)).forEach(state.person.free::add);
            boolean other = !clock.equals(state.person.clock());
            ReferenceStreaks.recount(rules(at), event(eventId, at, gave), state, other ? counted : Map.of());
        } else if (command instanceof PersonCommand person) {
            care(gave, at, person);
        } else if (command instanceof Command.Reverse reverse) {
            new ReferenceReversals(model, tenant, participant)
                    .reverse(gave, reverse.reverses(), reverse.ratio(), reverse.reason(), at, "event_reversed");
        }
        model.climb(tenant, participant, gave, at);
        if (!gave.isNothing()) {
            state.gave.add(gave);
        }
    }

    private ReferenceRules rules(Instant at) {
        return new ReferenceRules(model.inForce(tenant, at));
    }

    private ReferenceEvent event(String eventId, Instant at, ReferenceGave gave) {
        return new ReferenceEvent("command", null, at, at, base(eventId, at), model.outcomes, false, gave);
    }

    /** What is about one streak. */
    private void care(ReferenceGave gave, Instant at, PersonCommand command) {
        ReferenceEvent event = event(gave.eventId, at, gave);
        for (ReferenceRules.InForce rule : rules(at).of("streak")) {
            if (command instanceof PersonCommand.GrantFreezes grant
                    && grant.streakId().equals(rule.id())) {
                ReferenceParticipant.Streak streak = state.streaks.get(rule.id());
                boolean room = (streak == null ? 0 : streak.stock) + grant.count() <= PersonCommand.MAX_FREEZES;
                long available = state.account.available();
                if (!room) {
                    ReferenceFreezes.refuse(rule, event, state, "too_many_freezes");
                } else if (grant.price() != null && available < grant.price()) {
                    ReferenceFreezes.refuse(
                            rule,
                            event,
                            state,
                            "insufficient_points: " + available + " available, " + grant.price() + " required");
                } else {
                    ReferenceFreezes.grant(rule, event, state, grant.count());
                    if (grant.price() != null) {
                        spend(gave, at, grant, grant.price());
                    }
                }
            } else if (command instanceof PersonCommand.SpendFreeze spend
                    && spend.streakId().equals(rule.id())) {
                ReferenceFreezes.spend(rules(at), rule, event, state, spend.date());
            } else if (command instanceof PersonCommand.RestoreStreak restore
                    && restore.streakId().equals(rule.id())) {
                ReferenceFreezes.save(rules(at), rule, event, state, restore.from(), restore.to());
            }
        }
    }

    private void refuse(String eventId, Instant at, Command command, String kind, String note) {
        line(
                eventId,
                at,
                "command:" + command.eventType() + ":points",
                command.eventType(),
                at,
                kind,
                0,
                state.account.available(),
                command.reason(),
                List.of(note));
    }

    private boolean lacks(String eventId, Instant at, Command command, String kind, long required) {
        if (state.account.available() >= required) {
            return false;
        }
        refuse(
                eventId,
                at,
                command,
                kind,
                "insufficient_points: " + state.account.available() + " available, " + required + " required");
        return true;
    }

    private void spend(ReferenceGave gave, Instant at, Command deduct, long amount) {
        if (lacks(gave.eventId, at, deduct, "deduct", amount)) {
            return;
        }
        long before = state.account.available();
        Map<Long, Long> left = state.account.take(amount);
        String rule = deduct.eventType();
        line(
                gave.eventId,
                at,
                "command:" + rule + ":points",
                rule,
                at,
                "deduct",
                0,
                before,
                deduct.reason(),
                List.of());
        gave.lines.add(new ReferenceGave.Line(
                "points:command:" + rule + ":points",
                "deduct",
                rule,
                0,
                -amount,
                0,
                false,
                ReferenceAccount.NEVER,
                left));
    }

    private void hold(ReferenceGave gave, String eventId, Instant at, Command.Hold hold) {
        if (!hold.endsAt().isAfter(at)) {
            refuse(eventId, at, hold, "hold", "hold_over: " + hold.endsAt());
        } else if (state.account.holds.size() >= 20) {
            refuse(eventId, at, hold, "hold", "too_many_holds: at most 20");
        } else if (!lacks(eventId, at, hold, "hold", hold.amount())) {
            long before = state.account.available();
            Map<Long, Long> parts = state.account.take(hold.amount());
            state.account.holds.put(eventId, new ReferenceAccount.Held(hold.endsAt(), parts));
            line(
                    eventId,
                    at,
                    "command:points_held:points",
                    "points_held",
                    at,
                    "hold",
                    0,
                    before,
                    hold.reason(),
                    List.of());
            gave.add("hold", -hold.amount());
        }
    }

    private void capture(ReferenceGave gave, Instant at, Command.Capture capture) {
        ReferenceAccount.Held held = state.account.holds.get(capture.holdId());
        if (held == null) {
            refuse(gave.eventId, at, capture, "deduct", "unknown_hold: " + capture.holdId());
            return;
        }
        long amount = capture.amount() == null ? held.amount() : capture.amount();
        if (amount > held.amount()) {
            refuse(
                    gave.eventId,
                    at,
                    capture,
                    "deduct",
                    "hold_too_small: " + held.amount() + " held, " + amount + " required");
            return;
        }
        long before = state.account.available();
        long owed = state.account.owed;
        Map<Long, Long> left = state.account.settle(capture.holdId(), amount);
        long after = state.account.available();
        String rule = capture.eventType();
        gave.add("hold", after + amount - before);
        two(
                gave.eventId,
                at,
                "released",
                rule,
                "hold",
                after + amount - before,
                after + amount,
                capture.reason(),
                notes(owed));
        two(
                gave.eventId,
                at,
                "points",
                rule,
                "deduct",
                -amount,
                after,
                capture.reason(),
                List.of("hold_captured: " + capture.holdId()));
        gave.lines.add(new ReferenceGave.Line(
                "points:command:" + rule + ":points",
                "deduct",
                rule,
                0,
                -amount,
                0,
                false,
                ReferenceAccount.NEVER,
                left));
    }

    private void release(ReferenceGave gave, String eventId, Instant at, Command.Release release) {
        if (!state.account.holds.containsKey(release.holdId())) {
            refuse(eventId, at, release, "hold", "unknown_hold: " + release.holdId());
            return;
        }
        long before = state.account.available();
        long owed = state.account.owed;
        state.account.settle(release.holdId(), 0);
        line(
                eventId,
                at,
                "command:points_released:released",
                "points_released",
                at,
                "hold",
                0,
                before,
                release.reason(),
                notes(owed));
        gave.add("hold", state.account.available() - before);
    }
}
