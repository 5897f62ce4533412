package io.podium.stream.ledger;

import com.github.f4b6a3.ulid.Ulid;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.podium.schemas.event.EventId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a participant's index of the ledger: up to {@value #MOST} events in the order of their evaluation, each
 * {@value #BYTES} bytes, with the hash of its idempotency key.
 */
public final class EventRefs {

    /** Events of a full part. */
    public static final int MOST = 8;

    /** No events. */
    public static final EventRefs NONE = new EventRefs(new byte[0]);

    private static final int BYTES = 3 * Long.BYTES;
    private static final long NO_KEY = 0;

    private final byte[] packed;

    private EventRefs(byte[] packed) {
        this.packed = packed;
    }

    /**
     * Those of stored bytes.
     *
     * @throws IllegalArgumentException for another length than that of at most {@value #MOST} events
     */
    static EventRefs of(ByteString stored) {
        if (stored.size() % BYTES != 0 || stored.size() > MOST * BYTES) {
            throw new IllegalArgumentException(
                    "expected up to " + MOST + " events of " + BYTES + " bytes, but " + stored.size() + " bytes came");
        }
        return stored.isEmpty() ? NONE : new EventRefs(stored.toByteArray());
    }

    /**
     * The first so many events of stored bytes, which zeros may follow.
     *
     * @throws IllegalArgumentException where there are fewer
     */
    static EventRefs of(ByteString stored, int events) {
        return of(stored.substring(0, Math.min(stored.size(), events * BYTES))).checked(events);
    }

    private EventRefs checked(int events) {
        if (size() != events) {
            throw new IllegalArgumentException("expected " + events + " events, but " + size() + " came");
        }
        return this;
    }

    /** How they are stored. */
    ByteString stored() {
        return UnsafeByteOperations.unsafeWrap(packed);
    }

    /** How they are stored where that takes the room of {@value #MOST} but one from the first event on. */
    ByteString storedWithRoom() {
        return UnsafeByteOperations.unsafeWrap(Arrays.copyOf(packed, (MOST - 1) * BYTES));
    }

    /** How many events they are. */
    public int size() {
        return packed.length / BYTES;
    }

    boolean isFull() {
        return size() == MOST;
    }

    /**
     * The same and one more event.
     *
     * @param keyHash of its idempotency key; null for an event that nobody looks for by its key
     */
    public EventRefs with(@Nullable Long keyHash, String eventId) {
        Ulid ulid = EventId.ulid(eventId);
        byte[] more = Arrays.copyOf(packed, packed.length + BYTES);
        ByteBuffer.wrap(more, packed.length, BYTES)
                .putLong(keyHash == null ? NO_KEY : keyHash)
                .putLong(ulid.getMostSignificantBits())
                .putLong(ulid.getLeastSignificantBits());
        return new EventRefs(more);
    }

    /** An event, by its number from 0. */
    String eventId(int number) {
        ByteBuffer ref = ByteBuffer.wrap(packed, number * BYTES + Long.BYTES, 2 * Long.BYTES);
        return EventId.of(new Ulid(ref.getLong(), ref.getLong()));
    }

    /** The number of the latest event whose key has this hash; -1 for none. */
    int latestOf(long keyHash) {
        ByteBuffer refs = ByteBuffer.wrap(packed);
        for (int number = size() - 1; number >= 0 && keyHash != NO_KEY; number--) {
            if (refs.getLong(number * BYTES) == keyHash) {
                return number;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventRefs refs && Arrays.equals(packed, refs.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return size() + " events";
    }
}
