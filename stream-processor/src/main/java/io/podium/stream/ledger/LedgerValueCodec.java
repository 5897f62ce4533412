package io.podium.stream.ledger;

import com.google.protobuf.Parser;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.ledger.LedgerEntryCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EvaluatedEventCodec;
import io.podium.schemas.state.KeptRecord;
import io.podium.schemas.state.LedgerValueRecord;
import org.jspecify.annotations.Nullable;

/** Values of the ledger's store as they are stored. */
public final class LedgerValueCodec implements StateCodec<LedgerValue, LedgerValueRecord> {

    private static final LedgerEntryCodec ENTRIES = new LedgerEntryCodec();
    private static final EvaluatedEventCodec RESULTS = new EvaluatedEventCodec();

    @Override
    public LedgerValueRecord message(LedgerValue value) {
        LedgerValueRecord.Builder message = LedgerValueRecord.newBuilder();
        if (value instanceof LedgerValue.Kept kept) {
            message.setKept(message(kept));
        } else if (value instanceof LedgerValue.Chunk chunk) {
            message.setChunk(chunk.events().stored());
        } else {
            message.setRemains(((LedgerValue.Remains) value).chunks());
        }
        return message.build();
    }

    private static KeptRecord message(LedgerValue.Kept kept) {
        KeptRecord.Builder message = KeptRecord.newBuilder()
                .setParticipant(kept.participantKey())
                .setErasures(kept.erasures())
                .setEntry(ENTRIES.message(kept.entry()));
        if (kept.result() != null) {
            message.setResult(RESULTS.withoutIds(kept.result()));
        }
        return message.build();
    }

    @Override
    public LedgerValue value(LedgerValueRecord message) {
        return switch (message.getValueCase()) {
            case KEPT -> kept(message.getKept());
            case CHUNK -> new LedgerValue.Chunk(EventRefs.of(message.getChunk()));
            case REMAINS -> new LedgerValue.Remains(message.getRemains());
            case VALUE_NOT_SET -> throw new IllegalArgumentException("expected a value of the ledger, but it is empty");
        };
    }

    private static LedgerValue.Kept kept(KeptRecord message) {
        LedgerEntry entry = ENTRIES.value(message.getEntry());
        return new LedgerValue.Kept(
                message.getParticipant(),
                message.getErasures(),
                entry,
                message.hasResult() ? result(message, entry.eventId()) : null);
    }

    private static @Nullable EvaluatedEvent result(KeptRecord message, String eventId) {
        String participantKey = message.getParticipant();
        return RESULTS.value(message.getResult().toBuilder()
                .setTenantId(RecordKeys.tenantOf(participantKey))
                .setParticipantId(RecordKeys.idOf(participantKey))
                .setEventId(eventId)
                .setErasures(message.getErasures())
                .build());
    }

    @Override
    public Parser<LedgerValueRecord> parser() {
        return LedgerValueRecord.parser();
    }

    @Override
    public byte latestForm() {
        return 0;
    }

    @Override
    public LedgerValue read(BinaryReader in, byte form) {
        throw new IllegalArgumentException("expected a message, but form " + form);
    }
}
