package io.podium.stream.ledger;

import io.podium.rules.ledger.Ledger;
import io.podium.schemas.event.EventId;
import io.podium.stream.ledger.LedgerValue.Kept;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Reads one owner's part of the ledger, by keys alone: nobody's entries stand between those of another.
 *
 * @param owner by {@link io.podium.schemas.key.RecordKeys#ledger}
 * @param head the end of the owner's index
 */
public record LedgerReader(
        ReadOnlyWindowStore<String, LedgerValue> store, TimeBuckets buckets, String owner, LedgerHead head) {

    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /**
     * A value and the bucket that it stands in.
     *
     * @param bucketMs start of the bucket, in ms
     */
    record Found(long bucketMs, LedgerValue value) {}

    /** What stands under a key, wherever it is. */
    static Optional<Found> find(ReadOnlyWindowStore<String, LedgerValue> store, String key) {
        try (WindowStoreIterator<LedgerValue> values = store.backwardFetch(key, Instant.EPOCH, EVER)) {
            if (values.hasNext()) {
                KeyValue<Long, LedgerValue> newest = values.next();
                return Optional.of(new Found(newest.key, newest.value));
            }
            return Optional.empty();
        }
    }

    private static Optional<Found> find(
            ReadOnlyWindowStore<String, LedgerValue> store, String key, long likelyBucketMs) {
        LedgerValue there = store.fetch(key, likelyBucketMs);
        return there == null ? find(store, key) : Optional.of(new Found(likelyBucketMs, there));
    }

    /** What an event gave to whomsoever, with its results; empty also for what is no event's id. */
    public static Optional<Kept> ofEvent(
            ReadOnlyWindowStore<String, LedgerValue> store, TimeBuckets buckets, String eventId) {
        return EventId.isValid(eventId)
                ? found(store, buckets, eventId).map(found -> (Kept) found.value())
                : Optional.empty();
    }

    /** Most events are evaluated soon after they arrive, so their bucket is known. */
    private static Optional<Found> found(
            ReadOnlyWindowStore<String, LedgerValue> store, TimeBuckets buckets, String eventId) {
        return find(store, eventId, buckets.startOf(EventId.createdAt(eventId).toEpochMilli()));
    }

    /** The owner's entry of an event. */
    public Optional<Kept> entry(String eventId) {
        return found(eventId).map(found -> (Kept) found.value());
    }

    Optional<Found> found(String eventId) {
        return found(store, buckets, eventId)
                .filter(found -> ((Kept) found.value()).owner().equals(owner));
    }

    /** The owner's events below a number, the newest first, as far as they are kept. */
    public Walk newestFirst(long below) {
        return new Walk(below);
    }

    /** Goes through the index from the end. */
    public final class Walk {

        private final Chunks chunks = new Chunks();
        private long number;
        private long chunk = -1;
        private EventRefs refs = EventRefs.NONE;

        private Walk(long below) {
            number = Math.min(below, head.count());
        }

        /** The next older event; empty at the end, and where all older ones are gone. */
        public Optional<String> next() {
            if (number == 0) {
                return Optional.empty();
            }
            number--;
            if (chunk != number / EventRefs.MOST) {
                chunk = number / EventRefs.MOST;
                refs = chunks.get(chunk);
            }
            int within = (int) (number % EventRefs.MOST);
            return within < refs.size() ? Optional.of(refs.eventId(within)) : Optional.empty();
        }

        /** The number of the event that was last given; the owner's first has 0. */
        public long number() {
            return number;
        }
    }

    /** Parts of the index; each is looked for first where the one before was. */
    private final class Chunks {

        private Optional<Found> before = Optional.empty();

        /** One part; without events where it is older than what is kept. */
        EventRefs get(long number) {
            if (number == head.chunks()) {
                return head.open();
            }
            String key = LedgerValue.chunkKey(owner, number);
            before = before.isEmpty()
                    ? find(store, key)
                    : find(store, key, before.get().bucketMs());
            return before.map(found -> ((LedgerValue.Chunk) found.value()).events())
                    .orElse(EventRefs.NONE);
        }
    }

    /** The latest event of an idempotency key, among the latest {@link Ledger#MAX_BY_KEY}. */
    Optional<String> latestOf(long keyHash) {
        long oldest = Math.max(0, head.count() - Ledger.MAX_BY_KEY);
        Chunks chunks = new Chunks();
        for (long chunk = head.chunks(); (chunk + 1) * EventRefs.MOST > oldest; chunk--) {
            EventRefs refs = chunks.get(chunk);
            int number = refs.latestOf(keyHash);
            if (number >= 0) {
                return chunk * EventRefs.MOST + number >= oldest ? Optional.of(refs.eventId(number)) : Optional.empty();
            } else if (refs.size() == 0 && chunk < head.chunks()) {
                return Optional.empty(); // all older ones are gone
            }
        }
        return Optional.empty();
    }
}
