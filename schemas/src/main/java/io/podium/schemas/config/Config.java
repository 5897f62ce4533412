package io.podium.schemas.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the configuration of a role from the values of its settings. A configuration is a record, immutable; its
 * components are settings, records with further settings, or given by the caller, such as how Kafka is reached.
 */
public final class Config {

    private Config() {}

    /** The settings of a role, in the order of its record and of the records in it. */
    public static List<SettingKey> keys(Class<? extends Record> role) {
        List<SettingKey> keys = new ArrayList<>();
        for (RecordComponent component : role.getRecordComponents()) {
            if (component.isAnnotationPresent(Setting.class)) {
                keys.add(new SettingKey(component));
            } else if (component.getType().isRecord()) {
                keys.addAll(keys(component.getType().asSubclass(Record.class)));
            }
        }
        return keys;
    }

    /**
     * The configuration where these values are given.
     *
     * @param values as operators write them, by key
     * @param given the components that are no settings, found by their types
     * @throws BadConfigException when keys are unknown or missing, or values wrong
     */
    public static <C extends Record> C read(Class<C> role, Map<String, String> values, Object... given) {
        List<String> problems = new ArrayList<>();
        List<SettingKey> keys = keys(role);
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        for (SettingKey key : keys) {
            unknown.remove(key.name());
            String text = values.get(key.name());
            if (text != null) {
                try {
                    key.parse(text);
                } catch (IllegalArgumentException e) {
                    problems.add(key + ": " + e.getMessage());
                }
            } else if (key.isRequired()) {
                problems.add(key + ": expected a value, but there is none");
            }
        }
        unknown.forEach(key -> problems.add(key + ": expected a key among " + keys));
        if (!problems.isEmpty()) {
            throw new BadConfigException(problems);
        }
        return of(
                role,
                key -> Optional.ofNullable(values.get(key.name()))
                        .or(key::defaultText)
                        .map(key::parse)
                        .orElse(null),
                given);
    }

    /**
     * The configuration of these values.
     *
     * @param values of all settings; null for none where that may be
     * @param given the components that are no settings, found by their types
     * @throws BadConfigException when values are wrong
     */
    public static <C extends Record> C of(
            Class<C> role, Function<SettingKey, @Nullable Object> values, Object... given) {
        RecordComponent[] components = role.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> type = components[i].getType();
            if (components[i].isAnnotationPresent(Setting.class)) {
                SettingKey key = new SettingKey(components[i]);
                Object value = values.apply(key);
                arguments[i] = key.isOptional() ? Optional.ofNullable(value) : value;
            } else {
                arguments[i] = Arrays.stream(given)
                        .filter(type::isInstance)
                        .findFirst()
                        .orElseGet(() -> of(type.asSubclass(Record.class), values, given));
            }
        }
        return construct(role, components, arguments);
    }

    private static <C extends Record> C construct(Class<C> role, RecordComponent[] components, Object[] arguments) {
        try {
            Constructor<C> constructor = role.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected a record of settings, but " + role, e);
        }
    }

    /**
     * Checks the values that a record is made of; to be called by its constructor.
     *
     * @param values of all components, in their order; those that are no settings must only be there
     * @throws BadConfigException when some are out of range or missing
     */
    public static void check(Class<? extends Record> role, @Nullable Object... values) {
        List<String> problems = new ArrayList<>();
        RecordComponent[] components = role.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (components[i].isAnnotationPresent(Setting.class)) {
                SettingKey key = new SettingKey(components[i]);
                key.problem(values[i]).ifPresent(problem -> problems.add(key + ": " + problem));
            } else if (values[i] == null) {
                problems.add(components[i].getName() + ": expected a value, but there is none");
            }
        }
        if (!problems.isEmpty()) {
            throw new BadConfigException(problems);
        }
    }

    /** The settings in force, to be printed: {@code key=value}, without secrets. */
    public static String print(Record config) {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            Object value = valueOf(component, config);
            if (component.isAnnotationPresent(Setting.class)) {
                SettingKey key = new SettingKey(component);
                texts.add(key + "=" + key.print(value));
            } else if (value instanceof Record inner && !keys(inner.getClass()).isEmpty()) {
                texts.add(print(inner));
            } else {
                texts.add(component.getName() + "=" + value);
            }
        }
        return String.join(" ", texts);
    }

    private static Object valueOf(RecordComponent component, Record config) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected to read " + component + ", but " + e, e);
        }
    }
}
