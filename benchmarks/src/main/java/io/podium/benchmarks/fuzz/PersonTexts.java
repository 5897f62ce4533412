package io.podium.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;

/** Bodies and commands about participants as persons and about their streaks, most of them good. */
final class PersonTexts {

    private static final int STREAKS = 25;

    private final Chance chance;
    private final JsonTexts json;

    PersonTexts(Chance chance) {
        this.chance = chance;
        this.json = new JsonTexts(chance);
    }

    /** A body that sets a profile. */
    byte[] profile() {
        return profileText().getBytes(StandardCharsets.UTF_8);
    }

    /** What is ordered of a participant's days and streaks. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Order(String path, byte[] body) {}

    /** Where it is posted behind the participant's path, and its body. */
    Order order() {
        String streak = "/streaks/streak" + chance.below(STREAKS);
        String key = ",\"idempotency_key\":" + JsonTexts.quoted("command" + chance.below(5_000)) + ",\"reason\":"
                + (odd() ? json.value(1) : "\"fuzz\"") + "}";
        return switch (chance.below(4)) {
            case 0 -> new Order("/pauses", bytes("{\"from\":" + date() + ",\"to\":" + date() + key));
            case 1 ->
                new Order(
                        streak + "/freezes",
                        bytes("{\"count\":" + count() + (chance.oneIn(2) ? ",\"price\":" + count() : "") + key));
            case 2 -> new Order(streak + "/freezes/spend", bytes("{\"date\":" + date() + key));
            default -> new Order(streak + "/restore", bytes("{\"from\":" + date() + ",\"to\":" + date() + key));
        };
    }

    /** Body of an erasure; one that blocks would leave nothing to attack. */
    byte[] erasure() {
        String block = odd() ? ",\"block\":" + json.value(1) : "";
        return bytes("{\"reason\":\"fuzz\"" + block + ",\"idempotency_key\":"
                + JsonTexts.quoted("command" + chance.below(5_000)) + "}");
    }

    /** A command as records have it. */
    String command() {
        String streak = "\"streak_id\":\"streak" + chance.below(STREAKS) + "\",\"reason\":\"fuzz\",";
        return switch (chance.below(6)) {
            case 5 -> "{\"type\":\"erase\",\"reason\":\"r\",\"block\":" + (odd() ? json.value(1) : "false") + "}";
            case 0 -> "{\"type\":\"profile\",\"profile\":" + profileText() + "}";
            case 1 -> "{\"type\":\"pause\",\"reason\":\"r\",\"from\":" + date() + ",\"to\":" + date() + "}";
            case 2 -> "{\"type\":\"grant_freezes\"," + streak + "\"count\":" + count() + "}";
            case 3 -> "{\"type\":\"spend_freeze\"," + streak + "\"date\":" + date() + "}";
            default -> "{\"type\":\"restore_streak\"," + streak + "\"from\":" + date() + ",\"to\":" + date() + "}";
        };
    }

    private String profileText() {
        StringBuilder body = new StringBuilder("{\"hidden\":").append(odd() ? json.value(1) : "true");
        member(body, "display_name", JsonTexts.quoted(chance.text()), 2);
        member(body, "avatar_url", JsonTexts.quoted(chance.text()), 6);
        member(
                body,
                "timezone",
                JsonTexts.quoted(chance.of(
                        "Europe/Berlin", "Pacific/Apia", "Pacific/Honolulu", "Pacific/Kiritimati", "Nowhere", "+18")),
                2);
        member(body, "day_starts_at", JsonTexts.quoted(chance.of("04:00", "06:00", "06:01", "24:00", "x")), 3);
        member(
                body,
                "attributes",
                "{\"a\":" + chance.number() + ",\"s\":" + JsonTexts.quoted(chance.text()) + ",\"n\":true}",
                3);
        member(body, "teams", "[" + JsonTexts.quoted(chance.text()) + "]", 6);
        return body.append('}').toString();
    }

    private String date() {
        return odd()
                ? json.value(1)
                : JsonTexts.quoted(chance.of(
                        "2026-0" + chance.between(1, 9) + "-1" + chance.below(10),
                        "2026-11-" + chance.between(10, 30),
                        chance.of("1970-01-01", "9998-12-31", "9999-01-01", "-999999999-01-01", "2026-02-30", "x")));
    }

    private String count() {
        return chance.oneIn(6) ? chance.number() : Integer.toString(chance.between(1, 400));
    }

    private void member(StringBuilder body, String name, String value, int oneIn) {
        if (chance.oneIn(oneIn)) {
            body.append(",\"").append(name).append("\":").append(odd() ? json.value(1) : value);
        }
    }

    private boolean odd() {
        return chance.oneIn(40);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
