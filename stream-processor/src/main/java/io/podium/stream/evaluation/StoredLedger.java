package io.podium.stream.evaluation;

import io.podium.rules.ledger.Ledger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.stream.store.LedgerKeys;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The ledger in its store: an entry stands under its participant and its event, in the bucket of time in which it was
 * written first.
 */
record StoredLedger(WindowStore<String, LedgerEntry> store, TimeBuckets buckets) {

    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** One participant's part, for one evaluation; without a ledger, one that is empty and takes nothing. */
    static View view(Optional<StoredLedger> ledger, String participantKey) {
        return new View(ledger, participantKey);
    }

    /**
     * What came of deleting a part.
     *
     * @param looked how many entries were looked at
     * @param deleted how many of them were the participant's
     * @param all whether nothing is left to be deleted
     */
    record Cleared(int looked, int deleted, boolean all) {}

    /**
     * Deletes some of what there is under a participant's key.
     *
     * @param most entries that are looked at, at least 1
     */
    Cleared clear(String participantKey, int most) {
        List<Windowed<String>> some = new ArrayList<>();
        boolean all;
        int looked = 0;
        try (KeyValueIterator<Windowed<String>, LedgerEntry> entries = store.fetch(
                LedgerKeys.first(participantKey), LedgerKeys.lastOfAll(participantKey), Instant.EPOCH, EVER)) {
            for (; entries.hasNext() && looked < most; looked++) {
                Windowed<String> key = entries.next().key;
                if (LedgerKeys.isOf(key.key(), participantKey)) {
                    some.add(key);
                }
            }
            all = !entries.hasNext();
        }
        some.forEach(key -> store.put(key.key(), null, key.window().start()));
        return new Cleared(looked, some.size(), all);
    }

    /** A participant's part. */
    static final class View implements Ledger {

        private final Optional<StoredLedger> ledger;
        private final String participantKey;
        private final Map<String, Long> found = new HashMap<>(2);

        private View(Optional<StoredLedger> ledger, String participantKey) {
            this.ledger = ledger;
            this.participantKey = participantKey;
        }

        @Override
        public boolean isKept() {
            return ledger.isPresent();
        }

        @Override
        public Optional<LedgerEntry> byEvent(String eventId) {
            Optional<KeyValue<Long, LedgerEntry>> entry = latest(LedgerKeys.entry(participantKey, eventId));
            entry.ifPresent(known -> found.put(eventId, known.key));
            return entry.map(known -> known.value);
        }

        private Optional<KeyValue<Long, LedgerEntry>> latest(String key) {
            if (ledger.isEmpty()) {
                return Optional.empty();
            }
            try (WindowStoreIterator<LedgerEntry> entries =
                    ledger.get().store().backwardFetch(key, Instant.EPOCH, EVER)) {
                return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
            }
        }

        @Override
        public Optional<LedgerEntry> byKey(String idempotencyKey) {
            return latest(LedgerKeys.pointer(participantKey, LedgerEntry.hash(idempotencyKey)))
                    .flatMap(pointer -> byEvent(pointer.value.eventId()));
        }

        @Override
        public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
            if (ledger.isEmpty()) {
                return false;
            }
            try (KeyValueIterator<Windowed<String>, LedgerEntry> entries = ledger.get()
                    .store()
                    .backwardFetch(
                            LedgerKeys.first(participantKey), LedgerKeys.last(participantKey), Instant.EPOCH, EVER)) {
                for (int i = 0; entries.hasNext() && i < MAX_SEARCHED; i++) {
                    KeyValue<Windowed<String>, LedgerEntry> other = entries.next();
                    if (LedgerKeys.isEntryOf(other.key.key(), participantKey) && other.value.holds(value, entry)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Writes an entry; one that was read before stays in its bucket. */
        void put(LedgerEntry entry, long streamTimeMs) {
            if (ledger.isEmpty()) {
                return;
            }
            WindowStore<String, LedgerEntry> store = ledger.get().store();
            Long known = found.get(entry.eventId());
            long bucket = known == null ? ledger.get().buckets().startOf(streamTimeMs) : known;
            store.put(LedgerKeys.entry(participantKey, entry.eventId()), entry, bucket);
            entry.pointerHash()
                    .ifPresent(hash -> store.put(LedgerKeys.pointer(participantKey, hash), entry.pointer(), bucket));
        }
    }
}
