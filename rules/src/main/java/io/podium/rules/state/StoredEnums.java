package io.podium.rules.state;

import static java.util.Objects.requireNonNull;

import io.podium.rules.period.Period;
import io.podium.rules.program.Cap;
import io.podium.schemas.state.CapPeriod;
import io.podium.schemas.state.PeriodKind;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The constants of an enumeration as they are stored, by numbers that never change.
 *
 * @param <E> the enumeration of the rules
 * @param <S> that of the stored message
 */
record StoredEnums<E extends Enum<E>, S extends Enum<S>>(Map<E, S> byValue, Map<S, E> byStored) {

    static final StoredEnums<Period, PeriodKind> PERIODS = of(Map.of(
            Period.DAY, PeriodKind.PERIOD_DAY,
            Period.WEEK, PeriodKind.PERIOD_WEEK,
            Period.MONTH, PeriodKind.PERIOD_MONTH));
    static final StoredEnums<Cap.Every, CapPeriod> CAPS = of(Map.of(
            Cap.Every.DAY, CapPeriod.CAP_DAY,
            Cap.Every.WEEK, CapPeriod.CAP_WEEK,
            Cap.Every.MONTH, CapPeriod.CAP_MONTH,
            Cap.Every.WINDOW, CapPeriod.CAP_WINDOW));

    private static <E extends Enum<E>, S extends Enum<S>> StoredEnums<E, S> of(Map<E, S> byValue) {
        return new StoredEnums<>(
                byValue,
                byValue.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey)));
    }

    S stored(E value) {
        return requireNonNull(byValue.get(value));
    }

    /** {@link IllegalArgumentException} when it is none that this release knows. */
    E value(S stored) {
        E value = byStored.get(stored);
        if (value == null) {
            throw new IllegalArgumentException("expected one of " + byStored.keySet() + ", but " + stored);
        }
        return value;
    }
}
