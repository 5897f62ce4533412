package io.podium.schemas.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many different bytes that are no event, by what is wrong with them. For every door that takes events. */
public final class MalformedEvents {

    private static final List<String> NO_OBJECTS = List.of(
            "",
            " ",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1e5",
            "\"text\"",
            "[]",
            "[{}]",
            "[null]",
            "\n\n",
            "\t",
            "undefined",
            "NaN",
            "Infinity",
            "-Infinity",
            "nul",
            "tru",
            "'single'",
            "<event/>",
            "participant_id=p");

    private static final List<String> NO_JSON = List.of(
            "{",
            "}",
            "{]",
            "[",
            "{\"",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":}",
            "{\"a\":1",
            "{\"a\":1,}",
            "{,}",
            "{a:1}",
            "{'a':1}",
            "{\"a\" 1}",
            "{\"a\":1}}",
            "{} {}",
            "{}x",
            "{}[]",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":.5}",
            "{\"a\":+1}",
            "{\"a\":0x10}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\n\"}",
            "{\"a\":1,\"a\":2}",
            "/* {} */",
            "// {}",
            "{\"a\":\"",
            "\u0000",
            "{\u0000}");

    private static final List<String> WRONG_TYPES =
            List.of("7", "7.5", "true", "[]", "[\"p\"]", "{}", "{\"id\":\"p\"}");

    private static final List<String> NO_INSTANTS = List.of(
            "\"\"",
            "\"now\"",
            "\"2026-04-30\"",
            "\"2026-04-30T10:42:00\"",
            "\"2026-13-01T00:00:00Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2026-04-30T25:00:00Z\"",
            "\"2026-04-30 10:42:00Z\"",
            "\"1969-12-31T23:59:59Z\"",
            "\"+12026-04-30T10:42:00Z\"",
            "\"30.04.2026\"",
            "1777545720",
            "1777545720.5",
            "true",
            "[]",
            "{}",
            "\"2026-04-30T10:42:00+99:00\"",
            "\"10:42:00Z\"",
            "\"2026-W18-4T10:42:00Z\"");

    private MalformedEvents() {}

    /** All of them, by a name that is unique. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        NO_OBJECTS.forEach(text -> all.put("no object: " + text, utf8(text)));
        NO_JSON.forEach(text -> all.put("no JSON: " + text, utf8(text)));
        List<String> members = List.of("participant_id", "event_type", "idempotency_key", "source", "tenant_id");
        for (String member : members) {
            for (String value : WRONG_TYPES) {
                all.put(member + " of type " + value, event(member, value));
            }
            all.put(member + " empty", event(member, "\"\""));
            all.put(member + " too long", event(member, "\"" + "x".repeat(256) + "\""));
            all.put(member + " of a lone surrogate", event(member, "\"\\ud83d\""));
        }
        for (String value : List.of("7", "true", "\"text\"", "[]", "[1,2]")) {
            all.put("attributes of type " + value, event("attributes", value));
        }
        NO_INSTANTS.forEach(value -> all.put("occurred_at " + value, event("occurred_at", value)));
        all.put("no participant", utf8("{\"event_type\":\"e\"}"));
        all.put("null participant", event("participant_id", "null"));
        all.put("no event type", utf8("{\"participant_id\":\"p\"}"));
        all.put("null event type", event("event_type", "null"));
        all.put("empty object", utf8("{}"));
        all.put("event type too long", event("event_type", "\"" + "x".repeat(101) + "\""));
        all.put("attributes too large", event("attributes", "{\"a\":\"" + "x".repeat(65_536) + "\"}"));
        all.put("attributes too deep", event("attributes", "{\"a\":".repeat(17) + "1" + "}".repeat(17)));
        all.put("arrays too deep", event("attributes", "{\"a\":" + "[".repeat(17) + "]".repeat(17) + "}"));
        all.put("deeper than a stack", utf8("{\"attributes\":".repeat(20_000)));
        all.put("arrays deeper than a stack", utf8("[".repeat(100_000)));
        all.put("a number of 5,000 digits", event("attributes", "{\"n\":" + "9".repeat(5_000) + "}"));
        for (String number : List.of(
                "1e309",
                "1e999999999",
                "1e2147483648",
                "-1e-99999999999",
                "-1e400",
                "1e-309",
                "0e99999",
                "[{\"a\":1e400}]")) {
            all.put("the number " + number, event("attributes", "{\"n\":" + number + "}"));
        }
        all.put("a name of 60,000 characters", event("attributes", "{\"" + "n".repeat(60_000) + "\":1}"));
        all.put("a member twice", utf8("{\"participant_id\":\"p\",\"participant_id\":\"q\",\"event_type\":\"e\"}"));
        all.putAll(noUtf8());
        return all;
    }

    private static Map<String, byte[]> noUtf8() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        int[][] sequences = {
            {0xff}, {0xc3, 0x28}, {0xe2, 0x82}, {0xf0, 0x9f, 0x98}, {0x80}, {0xed, 0xa0, 0x80}, {0xfe, 0xff}
        };
        for (int[] sequence : sequences) {
            List<Byte> bytes = new ArrayList<>();
            for (byte one : utf8("{\"event_type\":\"e\",\"participant_id\":\"p")) {
                bytes.add(one);
            }
            for (int one : sequence) {
                bytes.add((byte) one);
            }
            for (byte one : utf8("\"}")) {
                bytes.add(one);
            }
            byte[] body = new byte[bytes.size()];
            for (int i = 0; i < body.length; i++) {
                body[i] = bytes.get(i);
            }
            all.put("no UTF-8: " + java.util.Arrays.toString(sequence), body);
        }
        return all;
    }

    private static byte[] event(String member, String value) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("participant_id", "\"p\"");
        members.put("event_type", "\"e\"");
        members.put(member, value);
        StringBuilder json = new StringBuilder();
        members.forEach((name, text) -> json.append(json.isEmpty() ? "{" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(text));
        return utf8(json.append('}').toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
