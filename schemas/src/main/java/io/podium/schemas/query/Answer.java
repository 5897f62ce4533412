package io.podium.schemas.query;

import static java.util.Objects.requireNonNull;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What came of a query to the engine. The futures of {@link EngineQueries} never fail for expected reasons; they
 * carry one of these.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /** The engine knows. */
    record Known<T>(T value) implements Answer<T> {
        public Known {
            requireNonNull(value);
        }
    }

    /** The engine works, but does not know this (yet), within the wait that the caller allowed. */
    record Unknown<T>() implements Answer<T> {}

    /** Nobody who could know answered in time: no owner, a rebalance, a network fault. */
    record Unavailable<T>(String reason) implements Answer<T> {
        public Unavailable {
            requireNonNull(reason);
        }
    }

    /** The same answer about a part or a form of the value. */
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Known<T> known) {
            return new Known<>(change.apply(known.value()));
        }
        return this instanceof Unavailable<T> unavailable ? new Unavailable<>(unavailable.reason()) : new Unknown<>();
    }

    /** Both values in one, or why one of them is missing; a part that is unavailable is never left out. */
    default <U, R> Answer<R> with(Answer<U> other, BiFunction<? super T, ? super U, ? extends R> combined) {
        if (this instanceof Known<T> mine && other instanceof Known<U> theirs) {
            return new Known<>(combined.apply(mine.value(), theirs.value()));
        } else if (this instanceof Unavailable<T> unavailable) {
            return new Unavailable<>(unavailable.reason());
        }
        return other instanceof Unavailable<U> unavailable ? new Unavailable<>(unavailable.reason()) : new Unknown<>();
    }
}
