package io.podium.stream.ledger;

import io.podium.rules.ledger.LedgerEntry;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.stream.ledger.LedgerReader.Found;
import io.podium.stream.ledger.LedgerValue.Kept;
import io.podium.stream.store.TimeBuckets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a task, in its store. A value stands in the bucket of time in which it was written first.
 *
 * @param buckets how long it is kept
 */
public record StoredLedger(WindowStore<String, LedgerValue> store, TimeBuckets buckets) {

    /** A participant's part, for one evaluation; without a ledger, one that is empty and takes nothing. */
    public static ParticipantLedger of(
            Optional<StoredLedger> ledger, String participantKey, StoredParticipant participant) {
        return new ParticipantLedger(ledger, participantKey, participant);
    }

    LedgerReader reader(String owner, LedgerHead head) {
        return new LedgerReader(store, buckets, owner, head);
    }

    /** Adds an entry; gives the head of the index with it. */
    LedgerHead add(
            String participantKey,
            int erasures,
            LedgerHead head,
            LedgerEntry entry,
            @Nullable EvaluatedEvent result,
            long streamTimeMs) {
        long bucket = buckets.startOf(streamTimeMs);
        store.put(entry.eventId(), new Kept(participantKey, erasures, entry, result), bucket);
        LedgerHead.Grown grown = head.with(entry.keyHash(), entry.eventId());
        if (grown.full() != null) {
            String owner = RecordKeys.ledger(participantKey, erasures);
            store.put(LedgerValue.chunkKey(owner, head.chunks()), new LedgerValue.Chunk(grown.full()), bucket);
        }
        return grown.head();
    }

    /** Puts an entry into the place of that of its event. */
    void amend(Found known, LedgerEntry entry) {
        Kept kept = (Kept) known.value();
        store.put(
                entry.eventId(),
                new Kept(kept.participantKey(), kept.erasures(), entry, kept.result()),
                known.bucketMs());
    }

    /** Somebody was erased: notes what is to be deleted. */
    void leave(String owner, LedgerHead head, long streamTimeMs) {
        long bucket = buckets.startOf(streamTimeMs);
        if (head.open().size() > 0) {
            store.put(LedgerValue.chunkKey(owner, head.chunks()), new LedgerValue.Chunk(head.open()), bucket);
        }
        long chunks = head.chunks() + (head.open().size() > 0 ? 1 : 0);
        if (chunks > 0) {
            store.put(LedgerValue.remainsKey(owner), new LedgerValue.Remains(chunks), bucket);
        }
    }

    /**
     * What came of deleting a part.
     *
     * @param deleted how many entries were deleted
     * @param all whether nothing is left to be deleted
     */
    public record Cleared(int deleted, boolean all) {}

    /**
     * Deletes some of what somebody who was erased has left, the newest first.
     *
     * @param most entries that are deleted; of fewer than {@value EventRefs#MOST}, none may be
     * @param gone takes each entry that was deleted
     */
    public Cleared clear(String owner, int most, Consumer<Kept> gone) {
        Optional<Found> remains = LedgerReader.find(store, LedgerValue.remainsKey(owner));
        if (remains.isEmpty()) {
            return new Cleared(0, true);
        }
        long left = ((LedgerValue.Remains) remains.get().value()).chunks();
        int deleted = 0;
        while (left > 0 && deleted + EventRefs.MOST <= most) {
            Optional<Found> chunk = LedgerReader.find(store, LedgerValue.chunkKey(owner, left - 1));
            if (chunk.isEmpty()) {
                left = 0; // all older ones are gone
            } else {
                deleted += delete(owner, chunk.get(), --left, gone);
            }
        }
        store.put(
                LedgerValue.remainsKey(owner),
                left == 0 ? null : new LedgerValue.Remains(left),
                remains.get().bucketMs());
        return new Cleared(deleted, left == 0);
    }

    private int delete(String owner, Found chunk, long number, Consumer<Kept> gone) {
        EventRefs events = ((LedgerValue.Chunk) chunk.value()).events();
        LedgerReader reader = reader(owner, LedgerHead.NONE);
        for (int i = 0; i < events.size(); i++) {
            String eventId = events.eventId(i);
            reader.found(eventId).ifPresent(entry -> {
                store.put(eventId, null, entry.bucketMs());
                gone.accept((Kept) entry.value());
            });
        }
        store.put(LedgerValue.chunkKey(owner, number), null, chunk.bucketMs());
        return events.size();
    }
}
