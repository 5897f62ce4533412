package io.podium.rules.ledger;

import java.util.Optional;

/** One participant's part of the ledger, as evaluation sees it: what was before the event that is being evaluated. */
public interface Ledger {

    /** Entries that a search goes through at the most, newest first, so that no participant can hold a stage up. */
    int MAX_SEARCHED = 1_000;

    /** Events of a participant that are found by their idempotency keys: the latest so many that are in the ledger. */
    int MAX_BY_KEY = 1 << 13;

    /** No ledger is kept: nothing is written, and nothing can be taken back. */
    Ledger NONE = new Ledger() {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public Optional<LedgerEntry> byEvent(String eventId) {
            return Optional.empty();
        }

        @Override
        public Optional<LedgerEntry> byKey(String idempotencyKey) {
            return Optional.empty();
        }

        @Override
        public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
            return false;
        }
    };

    /** Whether there is one. */
    boolean isKept();

    /** What an event gave, by its id. */
    Optional<LedgerEntry> byEvent(String eventId);

    /**
     * What the latest event of that idempotency key gave; not a command. Among the latest {@value #MAX_BY_KEY} events.
     */
    Optional<LedgerEntry> byKey(String idempotencyKey);

    /**
     * Whether an event other than the entry's, that is not wholly taken back, brought the same value to the same
     * objective; among the latest {@value #MAX_SEARCHED}.
     */
    boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value);
}
