package io.podium.stream.record;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When one stream thread commits what its tasks have processed: the next stage sees an event only after the commit,
 * but a commit for each event would saturate the thread at about 100 per second. For what is {@link Urgency#RECENT},
 * at once if it has been quiet, and once per interval while records flow. For what is {@link Urgency#SYNC}, sooner.
 * What asks for nothing, a backlog, is committed with others or at Kafka Streams' own, longer interval, which takes
 * less of the thread's time.
 *
 * <p>The pace of recent records is that of the generic cell rate algorithm (ITU-T I.371) with room for three commits at
 * once, one for each stage that a lonely event passes. Looks at the wall clock, which moves only the
 * moment of a commit, never what is committed. A commit that one task asks for is one of all tasks of the thread.
 */
public final class CommitScheduler {

    /** How soon a commit is wanted. */
    public enum Urgency {
        /** A record that has just arrived was processed. */
        RECENT,
        /** A client waits for what was processed. */
        SYNC
    }

    private static final int AT_ONCE = 3;

    private final long intervalMs;
    private final Duration syncInterval;

    /**
     * Those that wait for the commit of what is recent, in the order in which they asked; the tick is the first one's.
     */
    private final Set<Task> waiting = new LinkedHashSet<>();
    /** Runs when no record comes by which a commit would be asked for; every punctuation slows Streams down. */
    private @Nullable Cancellable tick;
    /** When the next commit would be due if there had been one per interval; far behind after a pause. */
    private long dueMs;

    private long askedMs = Long.MIN_VALUE;

    /**
     * A scheduler for one stream thread.
     *
     * @param interval between two commits of the thread because of recent records, in the long run
     * @param syncInterval least time between two commits that a task asks for because of sync events
     */
    CommitScheduler(Duration interval, Duration syncInterval) {
        intervalMs = interval.toMillis();
        this.syncInterval = syncInterval;
    }

    /** Through which a task of this thread asks for commits. */
    Task task(ProcessorContext<?, ?> context) {
        return new Task(context);
    }

    /** A task of the thread. */
    public final class Task {

        private final ProcessorContext<?, ?> context;
        private long lastSyncMs;
        private @Nullable Cancellable pendingSync;

        private Task(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        /** Asks for a commit: now, if one is due for requests of this urgency, else when it is. */
        public void request(Urgency urgency) {
            long now = context.currentSystemTimeMs();
            switch (urgency) {
                case RECENT -> requestRecent(now);
                case SYNC -> requestSync(now);
            }
        }

        private void requestRecent(long now) {
            if (now == askedMs) {
                return; // the clock stands still while records are processed in one go, and the commit comes after them
            }
            waiting.add(this);
            long inMs = dueMs - (AT_ONCE - 1) * intervalMs - now;
            if (inMs <= 0) {
                commitWaiting(now);
            } else if (tick == null) {
                tick = schedule(
                        Duration.ofMillis(Math.min(inMs, intervalMs)), // the clock may have been set back
                        CommitScheduler.this::commitWaiting);
            }
        }

        private void requestSync(long now) {
            if (now - lastSyncMs >= syncInterval.toMillis()) {
                commitSync(now);
            } else if (pendingSync == null) {
                // Not before it is needed: every punctuation makes Streams halve how much it processes in one go.
                pendingSync = schedule(syncInterval, this::commitSync);
            }
        }

        private void commitSync(long now) {
            lastSyncMs = now;
            if (pendingSync != null) {
                pendingSync.cancel();
                pendingSync = null;
            }
            context.commit();
            committing(now);
        }

        private Cancellable schedule(Duration in, Punctuator commit) {
            return context.schedule(in, PunctuationType.WALL_CLOCK_TIME, commit);
        }

        /** The task is closed: who waits for its tick must not wait for ever. */
        void close() {
            boolean ticks = !waiting.isEmpty() && waiting.iterator().next() == this;
            waiting.remove(this);
            if (ticks) {
                commitWaiting(context.currentSystemTimeMs());
            }
        }
    }

    /** Each who waits is asked, since one that was committed meanwhile would have nothing to commit for the others. */
    private void commitWaiting(long now) {
        dueMs = Math.max(dueMs, now) + intervalMs;
        waiting.forEach(task -> task.context.commit());
        committing(now);
    }

    /** A commit has been asked for, which is one for all who wait. */
    private void committing(long now) {
        askedMs = now;
        waiting.clear();
        if (tick != null) {
            tick.cancel();
            tick = null;
        }
    }
}
