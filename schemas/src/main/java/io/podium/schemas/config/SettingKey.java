package io.podium.schemas.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One setting of a role, as its record's component declares it: name, type, default, range and what it does. */
public final class SettingKey {

    private static final String ENVIRONMENT = "PODIUM_";

    private final Setting setting;
    private final String name;
    private final SettingType type;
    private final boolean optional;

    SettingKey(RecordComponent component) {
        setting = component.getAnnotation(Setting.class);
        name = setting.name().isEmpty() ? hyphenated(component.getName()) : setting.name();
        optional = component.getType() == Optional.class;
        type = SettingType.of(
                optional
                        ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                        : component.getType());
    }

    private static String hyphenated(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The key in a settings file and, behind two hyphens, on the command line. */
    public String name() {
        return name;
    }

    /** The name of the variable in the environment. */
    public static String environmentName(String name) {
        return ENVIRONMENT + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** What it does. */
    public String description() {
        return setting.description();
    }

    /** What stands for a value in help texts; empty for a switch. */
    public String label() {
        return setting.label().isEmpty() ? type.label() : setting.label();
    }

    /** What a number counts; empty where that is no question. */
    public String unit() {
        return setting.unit();
    }

    /** The type of its values: {@code int}, {@code boolean}, {@code Duration} and so on. */
    public Class<?> type() {
        return type.javaType();
    }

    /** Whether it is never printed. */
    public boolean isSecret() {
        return setting.secret();
    }

    /** Whether it is in no help text. */
    public boolean isHidden() {
        return setting.hidden();
    }

    /** Whether a value must be given. */
    public boolean isRequired() {
        return !optional && defaultText().isEmpty();
    }

    /** Whether it may have no value at all. */
    boolean isOptional() {
        return optional;
    }

    /** The value where none is given, as operators write it; empty where there is none. */
    public Optional<String> defaultText() {
        if (type == SettingType.BOOLEAN && setting.value().isEmpty()) {
            return Optional.of("false");
        }
        return Optional.of(setting.value()).filter(text -> !text.isEmpty());
    }

    /** Which values it takes, such as {@code 1 to 64} or {@code at least PT0.01S}; empty for all of its type. */
    public String range() {
        if (setting.min().isEmpty()) {
            return setting.max().isEmpty() ? "" : "at most " + setting.max();
        }
        return setting.max().isEmpty() ? "at least " + setting.min() : setting.min() + " to " + setting.max();
    }

    /**
     * Reads a value as operators write it.
     *
     * @throws IllegalArgumentException when it is none or out of range, with what was expected
     */
    public Object parse(String text) {
        Object value = type.parse(text);
        problem(value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return value;
    }

    /** What is wrong with a value of the right type; {@code Optional}s are looked into. */
    Optional<String> problem(@Nullable Object value) {
        if (optional && value instanceof Optional<?> inner) {
            return inner.flatMap(this::problem);
        }
        if (value == null) {
            return Optional.of("expected a value, but there is none");
        }
        boolean tooSmall = !setting.min().isEmpty() && compare(value, setting.min()) < 0;
        boolean tooLarge = !setting.max().isEmpty() && compare(value, setting.max()) > 0;
        return tooSmall || tooLarge ? Optional.of("expected " + range() + ", but " + value) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // of the same type, whose values have an order
    private int compare(Object value, String bound) {
        return ((Comparable<Object>) value).compareTo(type.parse(bound));
    }

    /** The text of a value, to be printed. */
    String print(Object value) {
        if (value instanceof Optional<?> inner) {
            return inner.map(this::print).orElse("");
        }
        if (setting.secret()) {
            return "(secret)";
        }
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
