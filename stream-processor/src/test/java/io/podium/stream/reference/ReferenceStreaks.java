package io.podium.stream.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The model's streaks: all actions are kept, and all is counted anew, period by period. */
final class ReferenceStreaks {
    private ReferenceStreaks() {}

    static LocalDate firstDay(String period, LocalDate day) {
        return switch (period) {
            case "day" -> day;
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "month" -> day.withDayOfMonth(1);
            default -> LocalDate.EPOCH;
        };
    }

    static LocalDate next(String period, LocalDate firstDay) {
        return switch (period) {
            case "day" -> firstDay.plusDays(1);
            case "week" -> firstDay.plusWeeks(1);
            default -> firstDay.plusMonths(1);
        };
    }

    static void apply(ReferenceRules rules, ReferenceEvent stated, ReferenceParticipant state) {
        for (ReferenceRules.InForce rule : rules.of("streak")) {
            ReferenceEvent event = stated.seenBy(rule.definition());
            if (!rule.text("qualifying_event").equals(event.type())) {
                continue;
            }
            String judged = ReferenceConditions.judge(event, rule.definition());
            if (judged.equals(ReferenceConditions.YES)) {
                tick(rules, rule, event, state);
            } else if (!judged.equals(ReferenceConditions.NO)) {
                ReferenceParticipant.Streak streak = known(rule, state, false);
                report(rule, event, streak.length, streak, state, judged);
            }
        }
    }

    /** The streak as it is; one of another period counts as not begun, but what was reached stays reached. */
    static ReferenceParticipant.Streak known(ReferenceRules.InForce rule, ReferenceParticipant state, boolean keep) {
        ReferenceParticipant.Streak streak = state.streaks.get(rule.id());
        if (streak == null || !streak.period.equals(rule.text("period"))) {
            ReferenceParticipant.Streak fresh = new ReferenceParticipant.Streak();
            fresh.period = rule.text("period");
            fresh.longest = streak == null ? 0 : streak.longest;
            fresh.milestones.addAll(streak == null ? List.of() : streak.milestones);
            fresh.saved.addAll(streak == null ? List.of() : streak.saved);
            fresh.stock = streak == null ? 0 : streak.stock;
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
        Counted before = count(rule, streak, state);
        boolean byClock = ReferencePerson.isByClock(rule.definition());
        Instant at = byClock
                ? ReferencePerson.instant(state.person.shown(rule.definition(), event.occurred()))
                : event.occurred();
        LocalDate day = firstDay(streak.period, LocalDate.ofInstant(at, zone(rule)));
        ReferenceFreezes.use(rule, streak, state, day, at);
        streak.ticks.merge(day, List.of(at), (one, other) -> Stream.concat(one.stream(), other.stream())
                .sorted()
                .toList());
        Counted counted = count(rule, streak, state);
        streak.length = counted.length();
        long longest = streak.longest;
        streak.longest = Math.max(streak.longest, counted.longest());
        if (streak.length != from || streak.longest != longest) {
            report(rule, event, from, streak, state, null);
        }
        for (JsonNode milestone : rule.definition().path("milestones")) {
            long count =
                    milestone.path("count").asLong() + milestone.path("days").asLong();
            Row row = counted.rowOf(day);
            boolean reached = row.length >= count;
            boolean anew = milestone.path("again").asText().equals("each_run")
                    && before.rows().stream()
                            .noneMatch(part -> part.length >= count && row.days.containsAll(part.days));
            if (reached && (streak.milestones.add(count) || anew)) {
                rules.reward(rule, "milestone/" + count, milestone.get("reward"), event, state);
            }
        }
    }

    /** All streaks in force as they are counted now, to be compared with how they are counted later. */
    static Map<String, Counted> counts(ReferenceRules rules, ReferenceParticipant state) {
        Map<String, Counted> counts = new HashMap<>();
        for (ReferenceRules.InForce rule : rules.of("streak")) {
            ReferenceParticipant.Streak streak = state.streaks.get(rule.id());
            if (streak != null && streak.period.equals(rule.text("period"))) {
                counts.put(rule.id(), count(rule, streak, state));
            }
        }
        return counts;
    }

    /** Other days are free, or days are counted by another clock. */
    static void recount(
            ReferenceRules rules, ReferenceEvent event, ReferenceParticipant state, Map<String, Counted> before) {
        for (ReferenceRules.InForce rule : rules.of("streak")) {
            if (before.containsKey(rule.id())) {
                recount(rules, rule, event, state, before.get(rule.id()), false);
            }
        }
    }

    static void recount(
            ReferenceRules rules,
            ReferenceRules.InForce rule,
            ReferenceEvent event,
            ReferenceParticipant state,
            Counted before,
            boolean always) {
        ReferenceParticipant.Streak streak = state.streaks.get(rule.id());
        long from = streak.length;
        long longest = streak.longest;
        Counted counted = count(rule, streak, state);
        streak.length = counted.length();
        streak.longest = Math.max(longest, counted.longest());
        if (always || streak.length != from || streak.longest != longest) {
            report(rule, event, from, streak, state, null);
        }
        for (JsonNode milestone : rule.definition().path("milestones")) {
            long count =
                    milestone.path("count").asLong() + milestone.path("days").asLong();
            boolean again = milestone.path("again").asText().equals("each_run");
            boolean reached = counted.rows().stream()
                    .filter(row -> row.length >= count)
                    .anyMatch(row -> before.rows().stream()
                            .noneMatch(part -> part.length >= count && row.days.containsAll(part.days)));
            if (reached && (again || !streak.milestones.contains(count))) {
                streak.milestones.add(count);
                rules.reward(rule, "milestone/" + count, milestone.get("reward"), event, state);
            }
        }
    }

    /** Periods that hang together, and how long that is. */
    private static final class Row {
        final List<LocalDate> days = new ArrayList<>();
        long length;
    }

    record Counted(List<Row> rows, BigDecimal freezes) {
        long length() {
            return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).length;
        }

        long longest() {
            return rows.stream().mapToLong(row -> row.length).max().orElse(0);
        }

        Row rowOf(LocalDate day) {
            return rows.stream()
                    .filter(row -> row.days.contains(day))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static boolean isFree(
            ReferenceRules.InForce rule,
            ReferenceParticipant.Streak streak,
            LocalDate first,
            ReferenceParticipant state) {
        return first.datesUntil(next(streak.period, first))
                .allMatch(day -> streak.saved.contains(day) || state.person.isFree(rule.definition(), day));
    }

    /** Whether a period existed, is not free, and is not saved by an action at an instant. */
    static boolean isMissed(
            ReferenceRules.InForce rule,
            ReferenceParticipant.Streak streak,
            LocalDate lost,
            Instant at,
            ReferenceParticipant state) {
        Instant end = next(streak.period, lost).atStartOfDay(zone(rule)).toInstant();
        long grace = rule.definition().path("grace_hours").asLong() * 3_600;
        return end.isAfter(lost.atStartOfDay(zone(rule)).toInstant())
                && !isFree(rule, streak, lost, state)
                && !end.plusSeconds(grace).isAfter(at);
    }

    static Counted count(ReferenceRules.InForce rule, ReferenceParticipant.Streak streak, ReferenceParticipant state) {
        BigDecimal freezes = BigDecimal.ZERO;
        List<Row> rows = new ArrayList<>();
        if (streak.ticks.isEmpty()) {
            return new Counted(rows, freezes);
        }
        LocalDate gap = null;
        for (LocalDate day = streak.ticks.firstKey();
                !day.isAfter(streak.ticks.lastKey());
                day = next(streak.period, day)) {
            if (!streak.ticks.containsKey(day)) {
                gap = gap == null ? day : gap;
                continue;
            }
            List<Instant> actions = streak.ticks.get(day);
            long missed = 0;
            long saved = 0;
            for (LocalDate lost = gap; lost != null && lost.isBefore(day); lost = next(streak.period, lost)) {
                Instant start = day.atStartOfDay(zone(rule)).toInstant();
                Instant first = actions.get(0).isBefore(start) ? start : actions.get(0);
                boolean missing = isMissed(rule, streak, lost, first, state);
                boolean existed = isMissed(rule, streak, lost, Instant.MAX, state);
                missed += missing ? 1 : 0;
                saved += existed && !missing ? 1 : 0;
            }
            gap = null;
            long counts = 1;
            if (rows.isEmpty() || BigDecimal.valueOf(missed).compareTo(freezes) > 0) {
                freezes = BigDecimal.ZERO;
                rows.add(new Row());
            } else {
                freezes = freezes.subtract(BigDecimal.valueOf(missed));
                counts += saved > 0 && actions.size() > 1 ? 1 : 0;
            }
            Row row = rows.get(rows.size() - 1);
            row.days.add(day);
            row.length += counts;
            freezes = freezes.add(number(rule, "per_period").multiply(BigDecimal.valueOf(counts)))
                    .min(number(rule, "max"));
        }
        return new Counted(rows, freezes);
    }

    private static BigDecimal number(ReferenceRules.InForce rule, String member) {
        JsonNode value = rule.definition().path("freeze_allowance").path(member);
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }

    static ZoneId zone(ReferenceRules.InForce rule) {
        return ZoneId.of(
                rule.text("timezone") == null || ReferencePerson.isByClock(rule.definition())
                        ? "UTC"
                        : rule.text("timezone"));
    }

    static void report(
            ReferenceRules.InForce rule,
            ReferenceEvent event,
            long from,
            ReferenceParticipant.Streak streak,
            ReferenceParticipant state,
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
                count(rule, streak, state).freezes.add(BigDecimal.valueOf(streak.stock)),
                "notes",
                event.notes(note == null ? List.of() : List.of(note)));
    }
}
