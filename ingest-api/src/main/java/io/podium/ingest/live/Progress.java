package io.podium.ingest.live;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether a client that has much to read still reads; looked at once a second. */
final class Progress {

    /** Who takes nothing for so long is too slow. */
    static final long PATIENCE_SECONDS = 10;

    private final LongSupplier nanoTime;
    private long sent = -1;
    private long movedNanos;

    Progress() {
        this(System::nanoTime);
    }

    Progress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Nothing waits, or something moved. */
    private void move(long nowSent) {
        sent = nowSent;
        movedNanos = nanoTime.getAsLong();
    }

    /** Whether something has waited for {@value #PATIENCE_SECONDS} s and nothing of it was taken. */
    boolean isStuck(EventSink sink) {
        long nowSent = sink.sent();
        if (sink.isDrained() || nowSent != sent) {
            move(nowSent);
            return false;
        }
        return nanoTime.getAsLong() - movedNanos > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }
}
