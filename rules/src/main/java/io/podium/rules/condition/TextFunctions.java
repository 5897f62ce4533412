package io.podium.rules.condition;

import java.math.BigDecimal;

/** What conditions can ask of texts, each at a cost that grows with the texts' length and no faster. */
final class TextFunctions {

    private TextFunctions() {}

    static Object size(Object value, Budget budget) {
        if (value instanceof String text) {
            budget.scan(text.length());
            return BigDecimal.valueOf(text.codePointCount(0, text.length()));
        } else if (value instanceof ListValue list) {
            return BigDecimal.valueOf(list.size());
        }
        return value instanceof MapValue map ? BigDecimal.valueOf(map.size()) : Fault.NO_OVERLOAD;
    }

    static Object call(String name, Object one, Object other, Budget budget) {
        if (!(one instanceof String text) || !(other instanceof String part)) {
            return Fault.NO_OVERLOAD;
        }
        return switch (name) {
            case "startsWith" -> {
                budget.scan(part.length());
                yield text.startsWith(part);
            }
            case "endsWith" -> {
                budget.scan(part.length());
                yield text.endsWith(part);
            }
            case "contains" -> contains(text, part, budget);
            default -> Patterns.matches(text, part, budget);
        };
    }

    /** By Knuth, Morris and Pratt: what is looked for may be as long as the text, and alike in all its parts. */
    private static boolean contains(String text, String part, Budget budget) {
        if (part.length() > text.length()) {
            return false;
        } else if (part.isEmpty()) {
            return true;
        }
        budget.scan(4L * text.length() + 8L * part.length());
        int[] fallback = new int[part.length()];
        for (int i = 1, known = 0; i < part.length(); i++) {
            while (known > 0 && part.charAt(i) != part.charAt(known)) {
                known = fallback[known - 1];
            }
            known += part.charAt(i) == part.charAt(known) ? 1 : 0;
            fallback[i] = known;
        }
        for (int i = 0, known = 0; i < text.length(); i++) {
            while (known > 0 && text.charAt(i) != part.charAt(known)) {
                known = fallback[known - 1];
            }
            known += text.charAt(i) == part.charAt(known) ? 1 : 0;
            if (known == part.length()) {
                return true;
            }
        }
        return false;
    }
}
