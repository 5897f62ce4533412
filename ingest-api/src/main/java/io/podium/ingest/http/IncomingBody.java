package io.podium.ingest.http;

import java.io.ByteArrayOutputStream;

/**
 * A request's body as it comes in, within the lease of its request. What finds no room, or is over the limit, is
 * read and dropped. Used by one thread at a time.
 */
final class IncomingBody {

    private static final int SMALL_BYTES = 16 * 1024;

    private final Admission.Lease lease;
    private final int limit;
    private final boolean gzip;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long came;
    private boolean dropped;

    /**
     * Begins a body.
     *
     * @param limit in bytes, also after inflating
     */
    IncomingBody(Admission.Lease lease, int limit, boolean gzip) {
        this.lease = lease;
        this.limit = limit;
        this.gzip = gzip;
    }

    void add(byte[] chunk) {
        came += chunk.length;
        if (dropped || isTooLarge() || !lease.grow(chunk.length)) {
            dropped = true;
            bytes.reset();
        } else {
            bytes.writeBytes(chunk);
        }
    }

    boolean isTooLarge() {
        return came > limit;
    }

    /** Whether working on it takes long enough for a thread of its own. */
    boolean isLarge() {
        return gzip || bytes.size() > SMALL_BYTES;
    }

    /** All of it, inflated. */
    byte[] whole() throws RefusedException {
        if (isTooLarge()) {
            throw new RefusedException(Refusal.tooLarge(limit));
        }
        if (dropped) {
            throw new RefusedException(Refusal.crowded());
        }
        byte[] body = gzip ? Bodies.inflate(bytes.toByteArray(), limit, lease) : bytes.toByteArray();
        long parsed = Bodies.parsedBytes(body);
        if (parsed > lease.most()) {
            throw new RefusedException(Refusal.tooComplex(parsed, lease.most()));
        }
        if (!lease.hold(parsed)) {
            throw new RefusedException(Refusal.crowded());
        }
        return body;
    }
}
