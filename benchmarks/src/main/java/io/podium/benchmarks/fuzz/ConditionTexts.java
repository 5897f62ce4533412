package io.podium.benchmarks.fuzz;

/** Conditions in CEL: right ones, costly ones, wrong ones. */
final class ConditionTexts {

    private final Chance chance;

    ConditionTexts(Chance chance) {
        this.chance = chance;
    }

    String condition() {
        return switch (chance.below(12)) {
            case 0 -> "size(['aaaaaaaa']" + ".map(x,x+x)".repeat(chance.between(1, 60)) + "[0])>0";
            case 1 -> "attributes.s.matches(" + quoted(pattern()) + ")";
            case 2 -> "attributes.list.all(x," + loops(chance.between(1, 5)) + ")";
            case 3 -> "(".repeat(chance.between(1, 150)) + "true" + ")".repeat(chance.between(1, 150));
            case 4 -> "size(attributes.s" + "+attributes.s".repeat(chance.below(150)) + ") > " + chance.number();
            case 5 -> "attributes.n " + chance.of("+", "-", "*", "/", "%") + " " + chance.number() + " > 0";
            case 6 -> "!".repeat(chance.below(150)) + "has(attributes." + chance.of("a", "map.a", "a.b.c", "n") + ")";
            case 7 -> "[" + "1,".repeat(chance.below(900)) + "1].exists(x, x == attributes.n)";
            case 8 ->
                chance.oneIn(2)
                        ? chance.text()
                        : "attributes.list.all(x, profile.attributes.exists(k, size(profile.display_name) > x || k == 'a'))";
            default -> truth(chance.between(1, 5));
        };
    }

    private String loops(int levels) {
        return levels == 0
                ? "x != " + chance.number()
                : "attributes.list." + chance.of("all", "exists", "exists_one") + "(" + "xyzuvw".charAt(levels) + ","
                        + loops(levels - 1) + ")";
    }

    private String pattern() {
        return switch (chance.below(5)) {
            case 0 -> "(a?){" + chance.below(1_200) + "}(a?){" + chance.below(600) + "}b";
            case 1 -> "(a*)*b";
            case 2 -> "(" + "a|".repeat(chance.below(300)) + "b)+$";
            case 3 -> chance.text();
            default -> "^" + chance.word(3) + ".*[0-9]+$";
        };
    }

    private String truth(int depth) {
        if (depth == 0) {
            return chance.of("true", "false", "attributes.a > 1", "source == ''", "participant_id.startsWith('p')");
        }
        return switch (chance.below(7)) {
            case 0 -> "(" + truth(depth - 1) + " && " + truth(depth - 1) + ")";
            case 1 -> "(" + truth(depth - 1) + " || " + truth(depth - 1) + ")";
            case 2 -> "!(" + truth(depth - 1) + ")";
            case 3 -> "(" + truth(depth - 1) + " ? " + truth(depth - 1) + " : " + truth(depth - 1) + ")";
            case 4 -> value(depth - 1) + chance.of(" == ", " != ", " < ", " >= ", " in ") + value(depth - 1);
            case 5 -> value(depth - 1) + ".contains(" + value(depth - 1) + ")";
            default -> "occurred_at." + function() + " < " + chance.below(30);
        };
    }

    private String function() {
        return chance.of("getHours()", "getDayOfWeek('Europe/Berlin')", "getFullYear('Nowhere')", "getDate('+99:99')");
    }

    private String value(int depth) {
        return switch (chance.below(depth > 0 ? 10 : 5)) {
            case 0 -> chance.number();
            case 1 -> quoted(chance.text());
            case 2 -> "attributes." + chance.of("a", "b", "s", "n", "list", "map", "map.a");
            case 3 ->
                chance.of(
                        "occurred_at",
                        "participant_id",
                        "event_type",
                        "source",
                        "null",
                        "attributes",
                        "profile",
                        "profile.attributes.a");
            case 4 -> "attributes['" + chance.word(2) + "']";
            case 5 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
            case 6 -> "{" + value(depth - 1) + ":" + value(depth - 1) + "}";
            case 7 ->
                chance.of("int", "string", "double", "uint", "size", "dyn", "type", "timestamp", "duration") + "("
                        + value(depth - 1) + ")";
            case 8 -> "(" + value(depth - 1) + chance.of("+", "*", "/", "%", "-") + value(depth - 1) + ")";
            default -> value(depth - 1) + "[" + value(depth - 1) + "]";
        };
    }

    private static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "'";
    }
}
