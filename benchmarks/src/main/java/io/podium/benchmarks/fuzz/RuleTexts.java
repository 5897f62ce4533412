package io.podium.benchmarks.fuzz;

import java.util.Locale;

/** Definitions of rules as JSON, with hostile sizes, dates and conditions; a few ids come again and again. */
final class RuleTexts {

    private static final int IDS = 25;

    private final Chance chance;
    private final JsonTexts json;
    private final ConditionTexts conditions;

    RuleTexts(Chance chance) {
        this.chance = chance;
        this.json = new JsonTexts(chance);
        this.conditions = new ConditionTexts(chance);
    }

    /** A definition, and the collection of the admin API that takes it. */
    record Rule(String collection, String text) {}

    Rule rule() {
        return switch (chance.below(12)) {
            case 0 -> new Rule("event-types", object("event_type", eventType()));
            case 1, 2, 3 -> new Rule("earn-rules", object("earn_rule", earnRule()));
            case 4 -> new Rule("tiers", object("tiers", tiers()));
            case 5 -> new Rule("badges", object("badge", "\"label\":\"b\",\"rarity\":\"" + chance.word(3) + "\""));
            case 6, 7 -> new Rule("streaks", object("streak", streak()));
            case 8, 9 -> new Rule("challenges", object("challenge", challenge()));
            case 10 -> new Rule("contests", object("contest", contest()));
            default -> new Rule(chance.of("earn-rules", "contests", "nothing", "%2e%2e"), json.value(8));
        };
    }

    private String object(String kind, String members) {
        String id = chance.oneIn(15) ? chance.text() : kind + chance.below(kind.equals("tiers") ? 1 : IDS);
        String extra = chance.oneIn(20) ? "," + JsonTexts.quoted(chance.text()) + ":" + json.value(4) : "";
        String from = chance.oneIn(15) ? ",\"effective_from\":" + JsonTexts.quoted(chance.moment()) : "";
        return "{\"kind\":\"" + kind + "\",\"id\":" + JsonTexts.quoted(id) + "," + members + extra + from + "}";
    }

    private String number() {
        return chance.oneIn(8) ? chance.number() : String.valueOf(chance.between(1, 100));
    }

    private String count(int usual) {
        return chance.oneIn(10)
                ? chance.of("0", "-1", "2147483648", "4294967297", "1e12", "0.5", "999999999999", "1e999")
                : String.valueOf(chance.between(1, usual));
    }

    private String type() {
        return JsonTexts.quoted(chance.oneIn(25) ? chance.text() : chance.of(Names.EVENT_TYPES));
    }

    private String attribute() {
        return JsonTexts.quoted(chance.oneIn(25) ? chance.text() : chance.of(Names.ATTRIBUTES));
    }

    private String filters() {
        String when = chance.oneIn(2) ? ",\"when\":" + JsonTexts.quoted(conditions.condition()) : "";
        String match = chance.oneIn(6) ? ",\"match\":{\"attributes\":{" + attribute() + ":" + json.value(2) + "}}" : "";
        String future = chance.oneIn(12)
                ? ",\"max_future\":"
                        + JsonTexts.quoted(chance.of("PT0S", "P3660D", "P9999999D", "-PT1S", chance.text()))
                : "";
        return when + match + future;
    }

    private String reward() {
        return chance.oneIn(3)
                ? "{\"type\":\"badge\",\"id\":\"badge" + chance.below(IDS) + "\"}"
                : "{\"type\":\"points\",\"value\":" + count(1_000) + "}";
    }

    private String eventType() {
        return "\"attributes\":{" + attribute() + ":" + JsonTexts.quoted(chance.of("number", "string", "any", "array"))
                + "}";
    }

    private String earnRule() {
        String grant = chance.oneIn(2)
                ? "{\"amount\":" + count(1_000) + "}"
                : "{\"amount_attribute\":" + attribute() + ",\"ratio\":" + number() + "}";
        String cap = chance.oneIn(3)
                ? ",\"cap\":{\"amount\":" + count(500) + ",\"period\":\"" + chance.of("day", "week", "window", "year")
                        + "\"" + days() + "}"
                : "";
        String group = chance.oneIn(4) ? ",\"exclusive_group\":\"g" + chance.below(3) + "\"" : "";
        return "\"event_type\":" + type() + ",\"grant\":" + grant + cap + group + filters();
    }

    private String tiers() {
        StringBuilder tiers = new StringBuilder("\"tiers\":[");
        int size = chance.size(300) + 1;
        for (int i = 0; i < size; i++) {
            tiers.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"t" + i + "\",\"label\":\"t\",\"qualifying_lifetime_points\":" + (i + 1) * 10
                            + "}");
        }
        return tiers.append(']').toString();
    }

    private String streak() {
        StringBuilder milestones = new StringBuilder();
        int size = chance.size(101);
        for (int i = 0; i < size; i++) {
            milestones
                    .append(i == 0 ? "" : ",")
                    .append("{\"" + chance.of("days", "count") + "\":" + count(40) + ",\"again\":\""
                            + chance.of("never", "each_run") + "\",\"reward\":" + reward() + "}");
        }
        String freeze = chance.oneIn(3) ? ",\"freeze_allowance\":{\"per_period\":1,\"max\":" + count(366) + "}" : "";
        return "\"label\":\"l\",\"period\":\"" + chance.of("day", "week", "month", "year") + "\",\"qualifying_event\":"
                + type() + ",\"grace_hours\":" + count(30) + days() + freeze + ",\"milestones\":[" + milestones + "]"
                + filters();
    }

    /** Whose days count. */
    private String days() {
        String zone = chance.oneIn(2)
                ? ",\"timezone\":"
                        + JsonTexts.quoted(chance.of(
                                "participant", "participant", "Pacific/Apia", "Mars/X", "+14:00", chance.text()))
                : "";
        return zone
                + (chance.oneIn(4)
                        ? ",\"day_starts_at\":" + JsonTexts.quoted(chance.of("04:00", "06:00", "07:00"))
                        : "");
    }

    private String challenge() {
        StringBuilder objectives = new StringBuilder();
        int size = 1 + chance.size(101);
        for (int i = 0; i < size; i++) {
            objectives
                    .append(i == 0 ? "" : ",")
                    .append("{\"id\":\"o" + i + "\",\"label\":\"o\",\"evaluator\":\"")
                    .append(chance.of("completion", "count", "sum", "distinct", "streak"))
                    .append("\",\"event_type\":" + type() + ",\"attribute\":" + attribute() + ",\"target\":"
                            + count(1_000))
                    .append(
                            i > 0 && chance.oneIn(3)
                                    ? ",\"prerequisite_objective_ids\":[\"o" + chance.below(i + 1) + "\"]"
                                    : "")
                    .append(chance.oneIn(3) ? ",\"reward\":" + reward() : "")
                    .append(size < 20 ? filters() : "")
                    .append('}');
        }
        String window = chance.oneIn(2) ? ",\"window_days\":" + count(60) : dates();
        String repeat = chance.oneIn(2)
                ? ",\"repeat\":\"" + chance.of("never", "after_window", "after_completion") + "\",\"max_repeats\":"
                        + count(1_000_000)
                : "";
        return "\"title\":\"t\",\"objectives\":[" + objectives + "],\"reward\":" + reward() + window + repeat
                + (chance.oneIn(3) ? ",\"completion\":" + count(3) : "")
                + (chance.oneIn(4) ? ",\"enrolment\":\"explicit\"" : "");
    }

    private String dates() {
        return String.format(
                Locale.ROOT,
                ",\"starts_at\":%s,\"ends_at\":%s",
                JsonTexts.quoted(chance.moment()),
                JsonTexts.quoted(chance.oneIn(3) ? chance.moment() : "2030-01-01T00:00:00Z"));
    }

    private String contest() {
        String prizes = ",\"prize_structure\":[{\"rank_from\":1,\"rank_to\":" + count(100_000) + ",\"reward\":"
                + reward() + "}]";
        String fraud = ",\"fraud_rules\":{\"max_score_per_minute\":" + number() + ",\"max_rank_jump_per_hour\":"
                + count(9) + ",\"on_exceed\":\"" + chance.of("flag", "hold", "drop") + "\"}";
        return "\"title\":\"t\"" + dates() + ",\"grace_hours\":" + chance.below(3) + ",\"scoring\":{\"event_type\":"
                + type()
                + ",\"score_attribute\":" + attribute() + ",\"weight\":" + number() + ",\"method\":\""
                + chance.of("cumulative", "best", "latest", "count") + "\"}" + (chance.oneIn(2) ? prizes : "")
                + (chance.oneIn(3) ? fraud : "") + filters();
    }
}
