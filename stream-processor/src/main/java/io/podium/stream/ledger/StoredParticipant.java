package io.podium.stream.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.podium.rules.state.ParticipantState;

/**
 * A participant as stage 2 stores it.
 *
 * @param state what rules decide by
 * @param ledger the end of the index of the ledger
 */
public record StoredParticipant(ParticipantState state, LedgerHead ledger) {

    /** Of whom nothing is known. */
    public static final StoredParticipant NONE = new StoredParticipant(ParticipantState.EMPTY, LedgerHead.NONE);

    public StoredParticipant {
        requireNonNull(state);
        requireNonNull(ledger);
    }

    /** Somebody of before there was a ledger; also how the oldest stored states are read, which are JSON. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static StoredParticipant of(ParticipantState state) {
        return new StoredParticipant(state, LedgerHead.NONE);
    }

    /** The same in another state. */
    public StoredParticipant with(ParticipantState newState) {
        return new StoredParticipant(newState, ledger);
    }

    /** How often participants of the id were erased. */
    public int erasures() {
        return state.person().erasures().count();
    }
}
