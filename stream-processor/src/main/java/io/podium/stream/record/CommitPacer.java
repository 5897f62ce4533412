package io.podium.stream.record;

import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks Streams for an early commit when a client waits, at most once per interval: the next stage sees an event only
 * after the commit, but a commit for each event would saturate the thread at about 100 per second. Looks at the wall
 * clock, which moves only the moment of a commit, never what is committed.
 */
public final class CommitPacer {

    private final ProcessorContext<?, ?> context;
    private final Duration interval;
    private final LongConsumer committing;
    private long lastMs;
    private Cancellable pending;

    /** A pacer for the task of this context, which tells each commit and its time in ms. */
    CommitPacer(ProcessorContext<?, ?> context, Duration interval, LongConsumer committing) {
        this.context = context;
        this.interval = interval;
        this.committing = committing;
    }

    /** Commit soon: now if the interval since the last one is over, else when it is. */
    public void request() {
        long now = context.currentSystemTimeMs();
        if (now - lastMs >= interval.toMillis()) {
            commit(now);
        } else if (pending == null) {
            // Not before it is needed: every punctuation makes Streams halve how much it processes in one go.
            pending = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::commit);
        }
    }

    private void commit(long now) {
        lastMs = now;
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
        context.commit();
        committing.accept(now);
    }
}
