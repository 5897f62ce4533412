package io.podium.rules.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One participant's ledger in plain memory, for scenarios and for looking at a history; not for many events. */
public final class InMemoryLedger implements Ledger {

    private final Map<String, LedgerEntry> entries = new LinkedHashMap<>();
    private final Map<Long, Pointer> pointers = new HashMap<>();

    private record Pointer(int ordinal, String eventId) {}

    /** Writes entries, each in the place of the one of its event. */
    public void put(List<LedgerEntry> written) {
        for (LedgerEntry entry : written) {
            entries.put(entry.eventId(), entry);
            entry.pointerHash().ifPresent(hash -> pointers.put(hash, new Pointer(entries.size(), entry.eventId())));
        }
    }

    /** All entries, in the order in which they were written first. */
    public List<LedgerEntry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public Optional<LedgerEntry> byEvent(String eventId) {
        return Optional.ofNullable(entries.get(eventId));
    }

    @Override
    public Optional<LedgerEntry> byKey(String idempotencyKey) {
        return Optional.ofNullable(pointers.get(LedgerEntry.hash(idempotencyKey)))
                .filter(pointer -> pointer.ordinal() > entries.size() - MAX_BY_KEY)
                .flatMap(pointer -> byEvent(pointer.eventId()));
    }

    @Override
    public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
        return entries.values().stream()
                .skip(Math.max(0, entries.size() - MAX_SEARCHED))
                .anyMatch(other -> other.holds(value, entry));
    }
}
