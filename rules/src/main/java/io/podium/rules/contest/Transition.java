package io.podium.rules.contest;

import static java.util.Objects.requireNonNull;

import io.podium.rules.program.Contest;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A step in the life of a contest, decided and not yet taken. */
public sealed interface Transition {

    /** The contest, and when. */
    Moment moment();

    /** It is at another point of its life, but not at the end. */
    record Enters(Moment moment, ContestState state) implements Transition {
        public Enters {
            if (state == ContestState.COMPLETED) {
                throw new IllegalArgumentException("expected a state before the end, but " + moment + " " + state);
            }
        }
    }

    /**
     * Its ranks are final.
     *
     * @param prizes the definition that gives them out; empty for a contest that ends without prizes
     * @param notes why it ends otherwise than by its time; empty when it does not
     */
    record Completes(Moment moment, Optional<Contest> prizes, List<String> notes) implements Transition {
        public Completes {
            requireNonNull(prizes);
            notes = List.copyOf(notes);
        }
    }

    /** It is given up, and nobody has heard of it. */
    record Forgotten(Moment moment) implements Transition {}

    /**
     * A contest at a moment of the log.
     *
     * @param version of its definition, or of the definition's retirement
     * @param at the time that the log has come to
     */
    record Moment(String tenantId, String contestId, Instant version, Instant at) {
        public Moment {
            requireNonNull(tenantId);
            requireNonNull(contestId);
            requireNonNull(version);
            requireNonNull(at);
        }

        /** The contest's record key. */
        public String contestKey() {
            return RecordKeys.contest(tenantId, contestId);
        }
    }
}
