package io.podium.rules.contest;

import io.podium.schemas.contest.ContestState;
import java.time.Instant;
import java.util.Optional;

/** Where contests are kept; {@link ContestEngine} alone changes it, by what it has decided. For one thread. */
public interface ContestStore extends ContestView {

    /**
     * The ranks that a step leads from and to; 1 is best.
     *
     * @param before empty for a participant's first score
     */
    record Ranks(Optional<Long> before, long after) {}

    /**
     * Replaces a participant's standing.
     *
     * @param before the standing that is kept now; empty when it is the first
     */
    Ranks place(String contestKey, Optional<Standing> before, Standing after);

    /** Replaces what is known of how fast a participant has been. */
    void putConduct(String contestKey, String participantId, ScoreVelocity conduct);

    /**
     * Nothing is known of a participant of a contest any more.
     *
     * @param standing the one that is kept now; empty for none
     */
    void remove(String contestKey, String participantId, Optional<Standing> standing);

    /** A contest is at this point of its life since that time of the log. */
    void enter(String contestKey, ContestState state, Instant since);

    /** A contest is as if it had never been entered. */
    void forget(String contestKey);
}
