package io.podium.stream.ledger;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The end of a participant's index of the ledger, which stands in the participant's own record.
 *
 * @param chunks full parts of the index, which have records of their own
 * @param open the events since, fewer than a full part has
 */
public record LedgerHead(long chunks, EventRefs open) {

    /** Of somebody who has nothing in the ledger. */
    public static final LedgerHead NONE = new LedgerHead(0, EventRefs.NONE);

    public LedgerHead {
        requireNonNull(open);
        if (chunks < 0 || open.isFull()) {
            throw new IllegalArgumentException(
                    "expected 0 or more chunks and room for an event, but " + chunks + " and " + open + " came");
        }
    }

    /** How many events the index has, those that are too old included. */
    public long count() {
        return chunks * EventRefs.MOST + open.size();
    }

    /** A head and the part that its latest event filled; null for none. */
    record Grown(LedgerHead head, @Nullable EventRefs full) {}

    /** One event more. */
    Grown with(@Nullable Long keyHash, String eventId) {
        EventRefs refs = open.with(keyHash, eventId);
        return refs.isFull()
                ? new Grown(new LedgerHead(chunks + 1, EventRefs.NONE), refs)
                : new Grown(new LedgerHead(chunks, refs), null);
    }
}
