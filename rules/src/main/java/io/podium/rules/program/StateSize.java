package io.podium.rules.program;

import io.podium.rules.program.Challenge.Evaluator;
import io.podium.rules.program.Challenge.Objective;

/**
 * How many bytes programs may keep of a participant, and how many there may be. The state of a participant is one
 * record that each of the participant's events writes anew, so it has a bound, and what one definition can keep has
 * one, too.
 */
public final class StateSize {

    /** Most bytes of a participant's state; beyond it programs give nothing more, with the note {@code state_full}. */
    public static final int MAX_STATE_BYTES = 512 * 1024;
    /** Most bytes that one definition can keep of a participant. */
    public static final int MAX_DEFINITION_BYTES = 128 * 1024;

    /** Rules and objectives that may look at one event type, and outcomes after which an event starts no more. */
    public static final int MAX_PROGRAMS = 500;

    /** Of a distinct value: the hash. */
    public static final int VALUE_BYTES = 8;
    /** Of a run of days or other periods, at most. */
    public static final int RUN_BYTES = 24;
    /** Of an entry beside its name, at most: a decimal, flags, lengths. */
    public static final int ENTRY_BYTES = 40;

    /** Days of which an objective that counts days in a row keeps the runs. */
    private static final int OBJECTIVE_RUNS = 366;

    private StateSize() {}

    /** Most bytes that a challenge keeps of a participant. */
    static long most(Challenge challenge) {
        long bytes = (long) ENTRY_BYTES + challenge.id().length();
        for (Objective objective : challenge.objectives()) {
            bytes += (long) ENTRY_BYTES + objective.id().length();
            if (objective.evaluator() == Evaluator.DISTINCT) {
                bytes += VALUE_BYTES * objective.target().longValue();
            } else if (objective.evaluator() == Evaluator.STREAK) {
                bytes += RUN_BYTES * (long) OBJECTIVE_RUNS;
            }
        }
        return bytes;
    }
}
