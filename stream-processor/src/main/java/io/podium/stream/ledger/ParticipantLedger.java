package io.podium.stream.ledger;

import io.podium.rules.ledger.Ledger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.stream.ledger.LedgerReader.Found;
import io.podium.stream.ledger.LedgerValue.Kept;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A participant's part of the ledger while one event is evaluated and applied. */
public final class ParticipantLedger implements Ledger {

    private final Optional<StoredLedger> ledger;
    private final String participantKey;
    private final int erasures;
    private final Map<String, Found> found = new HashMap<>(2);
    private LedgerHead head;

    ParticipantLedger(Optional<StoredLedger> ledger, String participantKey, StoredParticipant participant) {
        this.ledger = ledger;
        this.participantKey = participantKey;
        this.erasures = participant.erasures();
        this.head = participant.ledger();
    }

    @Override
    public boolean isKept() {
        return ledger.isPresent();
    }

    private Optional<LedgerReader> reader() {
        return ledger.map(stored -> stored.reader(owner(), head));
    }

    private String owner() {
        return RecordKeys.ledger(participantKey, erasures);
    }

    @Override
    public Optional<LedgerEntry> byEvent(String eventId) {
        Optional<Found> known = reader().flatMap(reader -> reader.found(eventId));
        known.ifPresent(value -> found.put(eventId, value));
        return known.map(value -> ((Kept) value.value()).entry());
    }

    @Override
    public Optional<LedgerEntry> byKey(String idempotencyKey) {
        long hash = LedgerEntry.hash(idempotencyKey);
        return reader().flatMap(reader -> reader.latestOf(hash)).flatMap(this::byEvent);
    }

    @Override
    public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
        if (ledger.isEmpty()) {
            return false;
        }
        LedgerReader reader = ledger.get().reader(owner(), head);
        LedgerReader.Walk events = reader.newestFirst(head.count());
        for (int i = 0; i < MAX_SEARCHED; i++) {
            Optional<String> eventId = events.next();
            if (eventId.isEmpty()) {
                return false;
            }
            Optional<Kept> other = reader.entry(eventId.get());
            if (other.isPresent() && other.get().entry().holds(value, entry)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes an entry; one that was read before stays in its bucket, with its result.
     *
     * @param result what is answered to those who ask for the results of the entry's event, for a new one
     */
    public void put(LedgerEntry entry, @Nullable EvaluatedEvent result, long streamTimeMs) {
        Found known = found.get(entry.eventId());
        if (ledger.isEmpty()) {
            return;
        } else if (known == null) {
            head = ledger.get().add(participantKey, erasures, head, entry, result, streamTimeMs);
        } else {
            ledger.get().amend(known, entry);
        }
    }

    /** The participant was erased, and begins anew with nothing. */
    public void leave(long streamTimeMs) {
        ledger.ifPresent(stored -> stored.leave(owner(), head, streamTimeMs));
        head = LedgerHead.NONE;
    }

    /** The end of the index with all that was written. */
    public LedgerHead head() {
        return head;
    }
}
