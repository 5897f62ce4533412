package io.podium.ingest.http;

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

    /** Takes room for a request; false when there is none. Each true is to be given back. */
    boolean enter(long bodyBytes) {
        if (requests.incrementAndGet() > maxRequests || bytes.addAndGet(bodyBytes) > maxBytes) {
            if (requests.get() > maxRequests) {
                requests.decrementAndGet();
                return false;
            }
            leave(bodyBytes);
            return false;
        }
        return true;
    }

    /** Gives the room back. */
    void leave(long bodyBytes) {
        bytes.addAndGet(-bodyBytes);
        requests.decrementAndGet();
    }

    /** Requests under way. */
    public int requests() {
        return requests.get();
    }
}
