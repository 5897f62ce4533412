package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.program.Challenge;
import io.podium.rules.program.Challenge.Enrolment;
import io.podium.rules.program.Challenge.Repeat;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which participation in a challenge an event belongs to. A participation of so many days begins with its earliest
 * event, whatever came first: it moves back for an earlier event as long as all that counted stays inside.
 */
sealed interface Participation {

    /** None: before the enrolment, after the end, or too early for what has counted. */
    record None() implements Participation {}

    /** A new one, which this event begins. */
    record Begins(Change.ChallengeBegun change) implements Participation {}

    /**
     * The one that is under way.
     *
     * @param change of its span; null where it stays or does not matter
     */
    record Goes(Change.@Nullable ChallengeSpans change) implements Participation {}

    /**
     * Where an event belongs.
     *
     * @param enrols whether the event is the enrolment itself
     */
    static Participation of(Challenge challenge, ChallengeState state, Instant at, boolean enrols) {
        boolean mayBegin = enrols || challenge.enrolment() == Enrolment.AUTOMATIC;
        if (!challenge.hasBeginning()) {
            return state.completed() ? repeated(challenge, state, null, true) : new Goes(null);
        } else if (state.begunAt() == null && state.completed()) {
            return mayBegin ? repeated(challenge, state, at, true) : new None();
        } else if (state.begunAt() == null) {
            return mayBegin ? new Begins(new Change.ChallengeBegun(challenge.id(), at, null, 0)) : new None();
        }
        boolean over = challenge.isOver(state.begunAt(), at);
        if (state.completed() || over) {
            return at.isBefore(state.begunAt()) || !mayBegin ? new None() : repeated(challenge, state, at, !over);
        }
        return at.isBefore(state.begunAt())
                ? moved(challenge, state, at, mayBegin)
                : new Goes(spans(challenge, state.begunAt(), latest(state.latestAt(), at)));
    }

    /** A further participation, if the challenge has it and the time for it has come. */
    private static Participation repeated(
            Challenge challenge, ChallengeState state, @Nullable Instant at, boolean inWindow) {
        boolean due = challenge.repeat() == Repeat.AFTER_COMPLETION ? state.completed() : !inWindow;
        if (!due || !challenge.mayRepeat(state.repeats())) {
            return new None();
        }
        Instant earliest = challenge.repeat() == Repeat.AFTER_WINDOW
                ? challenge.endOf(requireNonNull(state.begunAt()))
                : state.begunAt();
        return new Begins(new Change.ChallengeBegun(challenge.id(), at, earliest, state.repeats() + 1));
    }

    /** An event before the beginning moves it there, unless something that counted would fall out at the end. */
    private static Participation moved(Challenge challenge, ChallengeState state, Instant at, boolean mayBegin) {
        boolean afterTheOneBefore = state.earliestAt() == null || !at.isBefore(state.earliestAt());
        boolean holdsAll = state.latestAt() != null && !challenge.isOver(at, state.latestAt());
        return mayBegin && afterTheOneBefore && holdsAll
                ? new Goes(spans(challenge, at, state.latestAt()))
                : new None();
    }

    private static Change.ChallengeSpans spans(Challenge challenge, Instant begunAt, @Nullable Instant latestAt) {
        return new Change.ChallengeSpans(challenge.id(), begunAt, latestAt);
    }

    /** Unknown where a release that did not keep it wrote the state; then it stays so, and the window can't move. */
    private static @Nullable Instant latest(@Nullable Instant known, Instant at) {
        return known == null || known.isAfter(at) ? known : at;
    }
}
