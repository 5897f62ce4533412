package io.podium.rules.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One participant's ledger in plain memory, for scenarios and for looking at a history; not for many events. */
public final class InMemoryLedger implements Ledger {

    private final Map<String, LedgerEntry> entries = new LinkedHashMap<>();

    /** Writes entries, each in the place of the one of its event. */
    public void put(List<LedgerEntry> written) {
        written.forEach(entry -> entries.put(entry.eventId(), entry));
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
        long hash = LedgerEntry.hash(idempotencyKey);
        List<LedgerEntry> all = new ArrayList<>(entries.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            Long known = all.get(i).keyHash();
            if (known != null && known == hash) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
        return newest(other -> other.holds(value, entry)).isPresent();
    }

    private Optional<LedgerEntry> newest(Predicate<LedgerEntry> wanted) {
        List<LedgerEntry> all = new ArrayList<>(entries.values());
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - MAX_SEARCHED); i--) {
            if (wanted.test(all.get(i))) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }
}
