package io.podium.schemas.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The types that a setting may have, and how operators write their values. */
enum SettingType {
    INT(int.class, "a whole number", "N", Integer::valueOf),
    LONG(long.class, "a whole number", "N", Long::valueOf),
    BOOLEAN(boolean.class, "true or false", "", SettingType::bool),
    DURATION(Duration.class, "a duration like PT2S, PT0.5S or PT1H30M", "DURATION", Duration::parse),
    TEXT(String.class, "a text", "TEXT", SettingType::text),
    PATH(Path.class, "a path", "PATH", text -> Path.of(text(text))),
    LIST(List.class, "texts with commas between them", "TEXT,...", SettingType::texts);

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final Class<?> javaType;
    private final String expected;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // all are without state
    private final Function<String, Object> parser;

    SettingType(Class<?> javaType, String expected, String label, Function<String, Object> parser) {
        this.javaType = javaType;
        this.expected = expected;
        this.label = label;
        this.parser = parser;
    }

    static SettingType of(Class<?> javaType) {
        return Arrays.stream(values())
                .filter(type -> type.javaType == javaType)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a type of settings, but " + javaType));
    }

    Class<?> javaType() {
        return javaType;
    }

    String label() {
        return label;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException when the text is none, with what was expected
     */
    Object parse(String text) {
        Object value = parsed(text);
        if (value instanceof Duration duration && duration.abs().compareTo(LONGEST) > 0) {
            // A slip, and beyond 292 years it has more nanoseconds than a long.
            throw new IllegalArgumentException(
                    "expected a duration of at most " + LONGEST.toDays() + " days, but " + text);
        }
        return value;
    }

    private Object parsed(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected " + expected + ", but " + (text.isBlank() ? "nothing" : text), e);
        }
    }

    private static String text(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static List<String> texts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(SettingType::text)
                .toList();
    }

    private static Boolean bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }
}
