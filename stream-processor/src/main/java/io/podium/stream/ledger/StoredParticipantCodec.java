package io.podium.stream.ledger;

import com.google.protobuf.Parser;
import io.podium.rules.state.ParticipantStateCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.state.LedgerHeadRecord;
import io.podium.schemas.state.ParticipantRecord;

/** Participants as they are stored: the state and, where there is one, the end of the index of the ledger. */
public final class StoredParticipantCodec implements StateCodec<StoredParticipant, ParticipantRecord> {

    private static final ParticipantStateCodec STATES = new ParticipantStateCodec();

    @Override
    public ParticipantRecord message(StoredParticipant participant) {
        ParticipantRecord.Builder message = STATES.builder(participant.state());
        LedgerHead head = participant.ledger();
        if (head.count() > 0) {
            message.setLedger(LedgerHeadRecord.newBuilder()
                    .setEvents(head.count())
                    .setOpen(head.open().storedWithRoom()));
        }
        return message.build();
    }

    @Override
    public StoredParticipant value(ParticipantRecord message) {
        return new StoredParticipant(
                STATES.value(message), message.hasLedger() ? head(message.getLedger()) : LedgerHead.NONE);
    }

    private static LedgerHead head(LedgerHeadRecord message) {
        return new LedgerHead(message.getEvents() / EventRefs.MOST, EventRefs.of(message.getOpen(), (int)
                (message.getEvents() % EventRefs.MOST)));
    }

    @Override
    public Parser<ParticipantRecord> parser() {
        return STATES.parser();
    }

    @Override
    public byte latestForm() {
        return STATES.latestForm();
    }

    @Override
    public StoredParticipant read(BinaryReader in, byte form) {
        return StoredParticipant.of(STATES.read(in, form));
    }
}
