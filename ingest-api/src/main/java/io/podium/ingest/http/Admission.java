package io.podium.ingest.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many requests are under way and how many bytes their bodies may hold together, so that memory is bounded
 * whatever comes; the rest is told to come again.
 */
public final class Admission {

    private final int maxRequests;
    private final long maxBytes;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Bounds by count and by bytes; both at least 1. */
    public Admission(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Takes room for a request with a body of that size; empty when there is none. */
    Optional<Room> enter(long bodyBytes) {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return Optional.empty();
        }
        Room room = new Room();
        if (!room.grow(bodyBytes)) {
            room.leave();
            return Optional.empty();
        }
        return Optional.of(room);
    }

    /** Requests under way. */
    public int requests() {
        return requests.get();
    }

    /** Bytes that the bodies of the requests under way hold. */
    long bytes() {
        return bytes.get();
    }

    /** What one request holds; used by one thread at a time. */
    final class Room {

        private long held;

        /** Takes more, for a body that turned out larger when it was inflated; false when there is no more. */
        boolean grow(long more) {
            if (bytes.addAndGet(more) > maxBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            held += more;
            return true;
        }

        /** Gives everything back. */
        void leave() {
            bytes.addAndGet(-held);
            requests.decrementAndGet();
        }
    }
}
