package io.podium.ingest.http;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import io.podium.schemas.event.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds how many requests and events are under way and how many bytes their bodies may hold together, so that memory
 * and, because all of them wait for their verdicts, latency are bounded whatever comes; the rest is asked to come
 * again.
 *
 * <p>How many events may be under way follows what the processors can do: the bound falls by {@value #BACK_OFF} at
 * most twice a second while verdicts take longer than a second, and rises again with those that come in time
 * (additive increase, multiplicative decrease, as in TCP's congestion control, RFC 5681).
 */
public final class Admission {

    private static final int TYPICAL_EVENT_BYTES = 128;
    private static final double BACK_OFF = 0.7;
    private static final double GAIN = 0.05;
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration BETWEEN_BACK_OFFS = Duration.ofMillis(500);

    private final int maxRequests;
    private final int maxEvents;
    private final long maxBytes;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final LongSupplier nanoTime;
    private double eventLimit;
    private long backedOffNanos;

    /** How much may be under way at once. */
    public record Bounds(
            @Setting(
                    value = "2000",
                    min = "1",
                    unit = "requests",
                    description = "Requests under way at once, of those who read and of those who write each; more get"
                            + " 503 with Retry-After.")
            int maxRequests,

            @Setting(
                    value = "20000",
                    min = "1",
                    unit = "events",
                    description = "Events under way at once, by the size of bodies; more get 503 likewise.")
            int maxEvents) {

        public Bounds {
            Config.check(Bounds.class, maxRequests, maxEvents);
        }

        /**
         * What is under way waits for its verdict, so these bound the latency too, by Little's law: 2,000 requests or
         * 20,000 events take a small node about a second.
         */
        public static final Bounds DEFAULT = Config.read(Bounds.class, Map.of());
    }

    /** Whose room a request takes: those who read and those who write never take each other's. */
    public enum Kind {
        READ,
        WRITE
    }

    /**
     * Bounds for one node; all at least 1.
     *
     * @param maxRequests of each kind
     * @param maxEvents by the size of bodies: one for each {@value #TYPICAL_EVENT_BYTES} bytes
     */
    public Admission(int maxRequests, int maxEvents, long maxBytes) {
        this(maxRequests, maxEvents, maxBytes, System::nanoTime);
    }

    Admission(int maxRequests, int maxEvents, long maxBytes, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.eventLimit = maxEvents;
        this.backedOffNanos = nanoTime.getAsLong() - BETWEEN_BACK_OFFS.toNanos();
        this.maxRequests = maxRequests;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Opens an account for a request; nothing is taken yet. */
    Lease open(Kind kind) {
        return new Lease(kind);
    }

    /** Learns how long the processors took for the verdicts on some events. */
    public synchronized void verdicts(int count, Duration took) {
        if (took.compareTo(SLOW) <= 0) {
            eventLimit = Math.min(maxEvents, eventLimit + GAIN * count);
        } else if (nanoTime.getAsLong() - backedOffNanos >= BETWEEN_BACK_OFFS.toNanos()) {
            backedOffNanos = nanoTime.getAsLong();
            eventLimit = Math.max(Math.min(Limits.BATCH_EVENTS, maxEvents), eventLimit * BACK_OFF);
        }
    }

    /** How many events may be under way now. */
    public synchronized double eventLimit() {
        return eventLimit;
    }

    /** Requests of a kind under way. */
    public int requests(Kind kind) {
        return of(kind).get();
    }

    private AtomicInteger of(Kind kind) {
        return kind == Kind.READ ? reads : writes;
    }

    /** Bytes that the bodies of the requests under way hold, also as what they are parsed to. */
    long bytes() {
        return bytes.get();
    }

    /** What one request holds; used by one thread at a time. */
    final class Lease {

        private final Kind kind;
        private long body;
        private long held;
        private long weight;
        private boolean entered;

        private Lease(Kind kind) {
            this.kind = kind;
        }

        /** Takes more bytes, as a body comes in or is inflated; false when there is no more. */
        boolean grow(long more) {
            if (!hold(more)) {
                return false;
            }
            body += more;
            return true;
        }

        /** What one request can take at the most, in bytes: half of all, so that two always fit. */
        long most() {
            return maxBytes / 2;
        }

        /** Takes the bytes that a body will need as a tree; false when there is no room for them. */
        boolean hold(long more) {
            if (bytes.addAndGet(more) > maxBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            held += more;
            return true;
        }

        /**
         * The request is there as a whole, and work on it begins: takes a lease among the requests, and room for the
         * events that its body may hold; false when there is none. Those who are slow to send hold no lease.
         */
        boolean enter() {
            if (of(kind).incrementAndGet() > maxRequests) {
                of(kind).decrementAndGet();
                return false;
            }
            entered = true;
            if (kind == Kind.READ) {
                return true; // brings no events, and must be served while there are too many
            }
            weight = Math.min(Limits.BATCH_EVENTS, 1 + body / TYPICAL_EVENT_BYTES);
            return events.addAndGet(weight) <= eventLimit();
        }

        /** Gives everything back; may be called again. */
        synchronized void leave() {
            bytes.addAndGet(-held);
            if (entered) {
                events.addAndGet(-weight);
                of(kind).decrementAndGet();
            }
            held = 0;
            weight = 0;
            entered = false;
        }
    }
}
