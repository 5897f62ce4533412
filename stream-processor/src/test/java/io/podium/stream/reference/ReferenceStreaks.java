package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** The model's streaks: all actions are kept, and all is counted anew, period by period. */
final class ReferenceStreaks {
    private ReferenceStreaks() {}

    static LocalDate firstDay(String period, Instant at, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return switch (period) {
            case "day" -> day;
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "month" -> day.withDayOfMonth(1);
            default -> LocalDate.EPOCH;
        };
    }

    private static LocalDate next(String period, LocalDate firstDay) {
        return switch (period) {
            case "day" -> firstDay.plusDays(1);
            case "week" -> firstDay.plusWeeks(1);
            default -> firstDay.plusMonths(1);
        };
    }

    static void apply(ReferenceRules rules, ReferenceEvent event, ReferenceParticipant state) {
        for (ReferenceRules.InForce rule : rules.of("streak")) {
            if (!rule.text("qualifying_event").equals(event.type())) {
                continue;
            }
            String judged = ReferenceConditions.judge(event, rule.definition());
            if (judged.equals(ReferenceConditions.YES)) {
                tick(rules, rule, event, state);
            } else if (!judged.equals(ReferenceConditions.NO)) {
                ReferenceParticipant.Streak streak = known(rule, state, false);
                tell(rule, event, streak.length, streak, judged);
            }
        }
    }

    /** The streak as it is; one of another period counts as not begun, but what was reached stays reached. */
    private static ReferenceParticipant.Streak known(
            ReferenceRules.InForce rule, ReferenceParticipant state, boolean keep) {
        ReferenceParticipant.Streak streak = state.streaks.get(rule.id());
        if (streak == null || !streak.period.equals(rule.text("period"))) {
            ReferenceParticipant.Streak fresh = new ReferenceParticipant.Streak();
            fresh.period = rule.text("period");
            fresh.longest = streak == null ? 0 : streak.longest;
            fresh.milestones.addAll(streak == null ? List.of() : streak.milestones);
            streak = fresh;
        }
        if (keep) {
            state.streaks.put(rule.id(), streak);
        }
        return streak;
    }

    private static void tick(
            ReferenceRules rules, ReferenceRules.InForce rule, ReferenceEvent event, ReferenceParticipant state) {
        ReferenceParticipant.Streak streak = known(rule, state, true);
        long from = streak.length;
        streak.ticks.merge(
                firstDay(streak.period, event.occurred(), zone(rule)),
                event.occurred(),
                (one, other) -> one.isBefore(other) ? one : other);
        streak.length = count(rule, streak).length;
        streak.longest = Math.max(streak.longest, streak.length);
        if (streak.length != from) {
            tell(rule, event, from, streak, null);
        }
        for (JsonNode milestone : rule.definition().path("milestones")) {
            long count =
                    milestone.path("count").asLong() + milestone.path("days").asLong();
            if (streak.length >= count && streak.milestones.add(count)) {
                rules.reward(rule, "milestone/" + count, milestone.get("reward"), event, state);
            }
        }
    }

    private record Counted(long length, BigDecimal freezes) {}

    private static Counted count(ReferenceRules.InForce rule, ReferenceParticipant.Streak streak) {
        BigDecimal most = number(rule, "max");
        BigDecimal freezes = BigDecimal.ZERO;
        long length = 0;
        long missed = 0;
        if (streak.ticks.isEmpty()) {
            return new Counted(0, freezes);
        }
        LocalDate gap = null;
        for (LocalDate day = streak.ticks.firstKey();
                !day.isAfter(streak.ticks.lastKey());
                day = next(streak.period, day)) {
            if (!streak.ticks.containsKey(day)) {
                gap = gap == null ? day : gap;
                continue;
            }
            missed = 0;
            for (LocalDate lost = gap; lost != null && lost.isBefore(day); lost = next(streak.period, lost)) {
                Instant end = next(streak.period, lost).atStartOfDay(zone(rule)).toInstant();
                long grace = rule.definition().path("grace_hours").asLong() * 3_600;
                missed += end.plusSeconds(grace).isAfter(streak.ticks.get(day)) ? 0 : 1;
            }
            gap = null;
            if (BigDecimal.valueOf(missed).compareTo(freezes) <= 0) {
                freezes = freezes.subtract(BigDecimal.valueOf(missed));
                length++;
            } else {
                length = 1;
            }
            freezes = freezes.add(number(rule, "per_period")).min(most);
        }
        return new Counted(length, freezes);
    }

    private static BigDecimal number(ReferenceRules.InForce rule, String member) {
        JsonNode value = rule.definition().path("freeze_allowance").path(member);
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }

    private static ZoneId zone(ReferenceRules.InForce rule) {
        return ZoneId.of(rule.text("timezone") == null ? "UTC" : rule.text("timezone"));
    }

    private static void tell(
            ReferenceRules.InForce rule,
            ReferenceEvent event,
            long from,
            ReferenceParticipant.Streak streak,
            String note) {
        event.outcome(
                "streak-outcomes",
                "streak:streak:" + rule.id() + ":tick",
                rule,
                "streak_id",
                rule.id(),
                "from",
                from,
                "to",
                streak.length,
                "longest",
                streak.longest,
                "freezes",
                count(rule, streak).freezes,
                "notes",
                note == null ? List.of() : List.of(note));
    }
}
