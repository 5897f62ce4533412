package io.podium.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;

/** Bodies of commands, most of them good, and records of {@code raw-commands}, most of them not. */
final class CommandTexts {

    private final Chance chance;
    private final JsonTexts json;

    CommandTexts(Chance chance) {
        this.chance = chance;
        this.json = new JsonTexts(chance);
    }

    /** The body of a request. */
    byte[] body() {
        StringBuilder body = new StringBuilder("{\"participant_id\":");
        body.append(odd() ? json.value(1) : JsonTexts.quoted(Names.participant(chance)));
        body.append(",\"idempotency_key\":").append(odd() ? json.value(1) : JsonTexts.quoted(key()));
        member(body, "amount", chance.oneIn(6) ? chance.number() : Integer.toString(chance.between(1, 2_000)), 1);
        member(body, "reason", JsonTexts.quoted(odd() ? chance.text() : "fuzz"), 1);
        member(body, "memo", JsonTexts.quoted(chance.text()), 5);
        member(body, "ttl", JsonTexts.quoted(chance.of("PT1S", "PT15M", "P31D", "P99999D", chance.text())), 3);
        member(body, "valid_for", JsonTexts.quoted(chance.of("PT1H", "P30D", "P3660D", "P1Y", chance.text())), 6);
        member(body, "expires_at", JsonTexts.quoted(chance.moment()), 6);
        member(body, "amount_ratio", chance.of("1", "0.5", "1e-9", "0", chance.number()), 4);
        member(body, "counts_for_lifetime", chance.of("true", "false", "1"), 6);
        String all = body.append('}').toString();
        return chance.oneIn(60) ? json.damaged(all) : all.getBytes(StandardCharsets.UTF_8);
    }

    /** Up to a few bodies as many grants. */
    byte[] bulk() {
        StringBuilder grants = new StringBuilder("{\"grants\":[");
        int count = chance.below(5);
        for (int i = 0; i <= count; i++) {
            grants.append(i == 0 ? "" : ",").append(new String(body(), StandardCharsets.UTF_8));
        }
        return grants.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The value of a record that nobody but an API node should write. */
    byte[] record() {
        String command = chance.of(
                "{\"type\":\"grant\",\"amount\":5,\"reason\":\"r\",\"counts_for_lifetime\":true}",
                "{\"type\":\"deduct\",\"amount\":" + chance.number() + ",\"reason\":\"r\"}",
                "{\"type\":\"hold\",\"amount\":1,\"reason\":\"r\",\"ends_at\":" + JsonTexts.quoted(chance.moment())
                        + "}",
                "{\"type\":\"reverse\",\"reverses\":" + json.value(0) + ",\"ratio\":" + chance.number()
                        + ",\"reason\":\"r\"}",
                new PersonTexts(chance).command(),
                new PersonTexts(chance).command(),
                json.value(2));
        return ("{\"participant_id\":" + JsonTexts.quoted(Names.participant(chance)) + ",\"idempotency_key\":"
                        + JsonTexts.quoted(key()) + ",\"command\":" + command + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One of few, so that they meet. */
    String key() {
        return "command" + chance.below(5_000);
    }

    private void member(StringBuilder body, String name, String value, int oneIn) {
        if (chance.oneIn(oneIn)) {
            body.append(",\"").append(name).append("\":").append(odd() ? json.value(1) : value);
        }
    }

    private boolean odd() {
        return chance.oneIn(40);
    }
}
