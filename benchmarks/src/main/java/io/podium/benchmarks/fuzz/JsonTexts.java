package io.podium.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** JSON of any shape as text, mostly well-formed. */
final class JsonTexts {

    private final Chance chance;

    JsonTexts(Chance chance) {
        this.chance = chance;
    }

    /** A text in quotes; halves of characters stay as escapes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Any value, so deep at most. */
    String value(int depth) {
        return switch (chance.below(depth > 0 ? 8 : 5)) {
            case 0 -> chance.of("null", "true", "false");
            case 1, 2 -> chance.number();
            case 3, 4 -> quoted(chance.text());
            case 5 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    private String array(int depth) {
        StringBuilder array = new StringBuilder("[");
        int size = depth < 2 ? chance.size(100) : chance.below(4);
        for (int i = 0; i < size; i++) {
            array.append(i == 0 ? "" : ",").append(value(depth));
        }
        return array.append(']').toString();
    }

    /** An object whose members are those that rules look at, and others; a name comes twice once in a while. */
    String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        Set<String> names = new HashSet<>();
        int size = depth < 2 ? chance.size(60) : chance.below(5);
        for (int i = 0; i < size; i++) {
            String name = name();
            if (names.add(name) || chance.oneIn(2_000)) {
                object.append(object.length() == 1 ? "" : ",")
                        .append(quoted(name))
                        .append(':')
                        .append(value(depth));
            }
        }
        return object.append('}').toString();
    }

    /** Longer than parsers take only once in a while: like a name that comes twice, it spoils all that is around it. */
    private String name() {
        String name = chance.oneIn(4) ? chance.text() : chance.of(Names.ATTRIBUTES);
        return name.length() < 200 || chance.oneIn(50) ? name : name.substring(0, 200);
    }

    /** As deep as asked for, and nothing else. */
    String deep(int levels) {
        boolean lists = chance.oneIn(2);
        return (lists ? "[" : "{\"a\":").repeat(levels) + "1" + (lists ? "]" : "}").repeat(levels);
    }

    /** A text that was JSON before something happened to it. */
    byte[] damaged(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return switch (chance.below(4)) {
            case 0 -> java.util.Arrays.copyOf(bytes, chance.below(bytes.length + 1));
            case 1 -> json.getBytes(chance.of(StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1));
            case 2 -> chance.bytes(chance.size(2_000));
            default -> {
                for (int i = chance.between(1, 5); i > 0 && bytes.length > 0; i--) {
                    bytes[chance.below(bytes.length)] = (byte) chance.below(256);
                }
                yield bytes;
            }
        };
    }
}
