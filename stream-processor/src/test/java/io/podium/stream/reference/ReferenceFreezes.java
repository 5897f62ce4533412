package io.podium.stream.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The model's freezes that are granted, and streaks that are restored. */
final class ReferenceFreezes {
    private ReferenceFreezes() {}

    /** Freezes of the stock save what the latest action would miss, if there are enough for all of it. */
    static void use(
            ReferenceRules.InForce rule,
            ReferenceParticipant.Streak streak,
            ReferenceParticipant state,
            LocalDate day,
            Instant at) {
        if (streak.ticks.isEmpty() || !day.isAfter(streak.ticks.lastKey())) {
            return;
        }
        List<LocalDate> missed = new ArrayList<>();
        for (LocalDate lost = ReferenceStreaks.next(streak.period, streak.ticks.lastKey());
                lost.isBefore(day);
                lost = ReferenceStreaks.next(streak.period, lost)) {
            if (ReferenceStreaks.isMissed(rule, streak, lost, at, state)) {
                missed.add(lost);
            }
        }
        long needed = missed.size()
                - ReferenceStreaks.count(rule, streak, state).freezes().longValue();
        if (needed > 0 && needed <= streak.stock) {
            missed.stream().limit(needed).forEach(lost -> lost.datesUntil(ReferenceStreaks.next(streak.period, lost))
                    .forEach(streak.saved::add));
            streak.stock -= needed;
        }
    }

    /** Freezes for the stock. */
    static void grant(ReferenceRules.InForce rule, ReferenceEvent event, ReferenceParticipant state, long count) {
        ReferenceParticipant.Streak streak = ReferenceStreaks.known(rule, state, true);
        streak.stock += count;
        ReferenceStreaks.report(rule, event, streak.length, streak, state, null);
    }

    static void refuse(ReferenceRules.InForce rule, ReferenceEvent event, ReferenceParticipant state, String note) {
        ReferenceParticipant.Streak streak = ReferenceStreaks.known(rule, state, false);
        ReferenceStreaks.report(rule, event, streak.length, streak, state, note);
    }

    /** Saves a period by a freeze of the stock, if it is missed. */
    static void spend(
            ReferenceRules rules,
            ReferenceRules.InForce rule,
            ReferenceEvent event,
            ReferenceParticipant state,
            LocalDate date) {
        ReferenceParticipant.Streak streak = ReferenceStreaks.known(rule, state, false);
        LocalDate first = ReferenceStreaks.firstDay(streak.period, date);
        LocalDate today = ReferencePerson.isByClock(rule.definition())
                ? state.person.shown(rule.definition(), event.occurred()).toLocalDate()
                : LocalDate.ofInstant(event.occurred(), ReferenceStreaks.zone(rule));
        if (streak.ticks.isEmpty()
                || first.isBefore(streak.ticks.firstKey())
                || first.isAfter(ReferenceStreaks.firstDay(streak.period, today))
                || streak.ticks.containsKey(first)
                || ReferenceStreaks.isFree(rule, streak, first, state)) {
            refuse(rule, event, state, "nothing_missed");
        } else if (streak.stock == 0) {
            refuse(rule, event, state, "no_freezes");
        } else {
            streak.stock--;
            save(
                    rules,
                    rule,
                    event,
                    state,
                    first,
                    ReferenceStreaks.next(streak.period, first).minusDays(1));
        }
    }

    static void save(
            ReferenceRules rules,
            ReferenceRules.InForce rule,
            ReferenceEvent event,
            ReferenceParticipant state,
            LocalDate from,
            LocalDate to) {
        ReferenceParticipant.Streak streak = ReferenceStreaks.known(rule, state, true);
        ReferenceStreaks.Counted before = ReferenceStreaks.count(rule, streak, state);
        from.datesUntil(to.plusDays(1)).forEach(streak.saved::add);
        ReferenceStreaks.recount(rules, rule, event, state, before, true);
    }
}
