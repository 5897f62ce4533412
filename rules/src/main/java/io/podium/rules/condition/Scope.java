package io.podium.rules.condition;

import org.jspecify.annotations.Nullable;

/** The names that a part of a condition sees: those of the event and, inside macros such as exists, their variables. */
final class Scope {

    final EventVariables event;
    final Budget budget;
    private final @Nullable Scope outer;
    private final @Nullable String name;
    private @Nullable Object value;

    Scope(EventVariables event, Budget budget) {
        this(event, budget, null, null, null);
    }

    private Scope(
            EventVariables event, Budget budget, @Nullable Scope outer, @Nullable String name, @Nullable Object value) {
        this.event = event;
        this.budget = budget;
        this.outer = outer;
        this.name = name;
        this.value = value;
    }

    /** A scope in which the name stands for a value. */
    Scope with(String local, Object initial) {
        return new Scope(event, budget, this, local, initial);
    }

    /** Lets this scope's name stand for another value. */
    void set(Object next) {
        value = next;
    }

    @Nullable
    Object find(String wanted) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (wanted.equals(scope.name)) {
                return scope.value;
            }
        }
        return event.variable(wanted);
    }
}
