package io.podium.stream.record;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks Streams for an early commit when a client waits, at most once per interval: the next stage sees an event only
 * after the commit, but a commit for each event would saturate the thread at about 100 per second. Looks at the wall
 * clock, which moves only the moment of a commit, never what is committed.
 */
public final class CommitPacer {

    private final ProcessorContext<?, ?> context;
    private final long intervalMs;
    private long lastMs;
    private boolean pending;

    public CommitPacer(ProcessorContext<?, ?> context, Duration interval) {
        this.context = context;
        this.intervalMs = interval.toMillis();
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (pending) {
                commit(now);
            }
        });
    }

    /** Commit soon: now if the interval since the last one is over, else when it is. */
    public void request() {
        long now = context.currentSystemTimeMs();
        if (now - lastMs >= intervalMs) {
            commit(now);
        } else {
            pending = true;
        }
    }

    private void commit(long now) {
        lastMs = now;
        pending = false;
        context.commit();
    }
}
