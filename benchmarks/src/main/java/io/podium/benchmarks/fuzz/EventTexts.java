package io.podium.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;

/** Events as hostile clients write them: many are good, so that rules see them, and others are almost good. */
final class EventTexts {

    private static final int NUMBERS = 5_000;

    private final Chance chance;
    private final JsonTexts json;

    EventTexts(Chance chance) {
        this.chance = chance;
        this.json = new JsonTexts(chance);
    }

    /** A body of one event. */
    byte[] body() {
        String event = event(true);
        return chance.oneIn(12) ? json.damaged(event) : event.getBytes(StandardCharsets.UTF_8);
    }

    /** A body of so many events. */
    byte[] batch(int rows) {
        StringBuilder batch = new StringBuilder("{\"events\":[");
        for (int i = 0; i < rows; i++) {
            batch.append(i == 0 ? "" : ",").append(chance.oneIn(30) ? json.value(3) : event(rows < 20));
        }
        String all = batch.append("]}").toString();
        return chance.oneIn(60) ? json.damaged(all) : all.getBytes(StandardCharsets.UTF_8);
    }

    /** One event; large ones only where asked. */
    String event(boolean large) {
        StringBuilder event = new StringBuilder("{\"participant_id\":");
        event.append(odd() ? json.value(1) : JsonTexts.quoted(Names.participant(chance)));
        event.append(",\"event_type\":").append(odd() ? json.value(1) : JsonTexts.quoted(chance.of(Names.EVENT_TYPES)));
        if (!chance.oneIn(4)) {
            event.append(",\"attributes\":").append(attributes(large));
        }
        if (chance.oneIn(3)) {
            event.append(",\"occurred_at\":").append(odd() ? json.value(1) : JsonTexts.quoted(chance.moment()));
        }
        if (chance.oneIn(2)) {
            event.append(",\"idempotency_key\":").append(odd() ? json.value(1) : JsonTexts.quoted(key()));
        }
        if (chance.oneIn(6)) {
            event.append(",\"source\":").append(json.value(1));
        }
        if (chance.oneIn(12)) {
            event.append(",\"reverses\":").append(odd() ? json.value(1) : JsonTexts.quoted(key()));
        }
        if (chance.oneIn(15)) {
            event.append(',').append(JsonTexts.quoted(unknown())).append(':').append(json.value(2));
        }
        return event.append('}').toString();
    }

    private boolean odd() {
        return chance.oneIn(40);
    }

    private String unknown() {
        return chance.oneIn(100)
                ? "participant_id"
                : chance.of("award", "command", "event_id", "event-id", "tenant_id");
    }

    /** Keys that come again, also of others. */
    String key() {
        return chance.oneIn(3) ? "k" + chance.below(5_000) : chance.text();
    }

    private String attributes(boolean large) {
        if (large && chance.oneIn(40)) {
            return switch (chance.below(4)) {
                case 0 -> json.deep(chance.between(10, 2_000));
                case 1 -> "{\"list\":[" + "1e999,".repeat(NUMBERS) + "1]}";
                case 2 -> "{\"s\":\"" + "a".repeat(chance.below(70_000)) + "\"}";
                default -> "{\"n\":" + "9".repeat(chance.below(70_000)) + "}";
            };
        }
        return switch (chance.below(5)) {
            case 0 -> json.object(chance.size(15));
            case 1 -> "{\"n\":" + chance.number() + ",\"s\":" + JsonTexts.quoted(chance.text()) + "}";
            case 2 -> "{\"n\":" + chance.between(1, 500) + ",\"list\":[1,2,\"x\"],\"map\":{\"a\":1}}";
            case 3 -> "{\"s\":" + JsonTexts.quoted(chance.word(40)) + ",\"a\":" + chance.between(0, 9) + "}";
            default -> "{\"challenge_id\":\"challenge" + chance.below(4) + "\",\"n\":1}";
        };
    }
}
