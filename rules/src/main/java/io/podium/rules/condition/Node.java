package io.podium.rules.condition;

/** A part of a condition, ready to be evaluated any number of times by any thread. */
@FunctionalInterface
interface Node {

    /** The value of this part, see {@link Values}, or a {@link Fault}. */
    Object value(Scope scope);
}
