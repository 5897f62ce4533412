package io.podium.stream.record;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * When a node commits what has just arrived: at once if it has been quiet, and once per interval while records flow. Records
 * that are older than {@link #RECENT} are a backlog and ask for nothing; they are committed with others or at Kafka
 * Streams' own, longer interval, which takes less of the thread's time. Sync events, for which somebody waits, may ask for
 * more commits.
 *
 * <p>The pace is that of the generic cell rate algorithm (ITU-T I.371) with room for {@value #AT_ONCE} commits, one for
 * each stage that a lonely event passes. Looks at the wall clock, which moves only the moment of a commit, never what is
 * committed.
 */
public final class CommitSchedule {

    /** Younger records are committed soon; who has waited longer than this does not feel Kafka Streams' interval. */
    public static final Duration RECENT = Duration.ofSeconds(2);

    private static final int AT_ONCE = 3;

    private final long intervalMs;
    private final Duration syncInterval;
    private final ThreadLocal<ThreadCommits> threads = ThreadLocal.withInitial(ThreadCommits::new);

    /**
     * A schedule for all stream threads of a node.
     *
     * @param interval between two commits of a stream thread, in the long run
     * @param syncInterval least time between two commits that a task asks for because of sync events
     */
    public CommitSchedule(Duration interval, Duration syncInterval) {
        intervalMs = interval.toMillis();
        this.syncInterval = syncInterval;
    }

    /** The same step, whose records are committed by this schedule. */
    public <K, V, L, W> ProcessorSupplier<K, V, L, W> of(ProcessorSupplier<K, V, L, W> step) {
        return () -> new Scheduled<>(step.get());
    }

    /** What a task asks for commits by because of sync events; for the stream thread that calls this. */
    public CommitPacer forSync(ProcessorContext<?, ?> context) {
        ThreadCommits thread = threads.get();
        return new CommitPacer(context, syncInterval, thread::committing);
    }

    private final class Scheduled<K, V, L, W> implements Processor<K, V, L, W> {

        private final Processor<K, V, L, W> step;
        private ProcessorContext<L, W> context;
        private ThreadCommits thread;

        Scheduled(Processor<K, V, L, W> step) {
            this.step = step;
        }

        @Override
        public void init(ProcessorContext<L, W> newContext) {
            context = newContext;
            thread = threads.get(); // of the stream thread, which runs the task until it is closed
            step.init(newContext);
        }

        @Override
        public void process(Record<K, V> record) {
            step.process(record);
            long now = context.currentSystemTimeMs();
            if (now - record.timestamp() < RECENT.toMillis()) {
                thread.ask(this, now);
            }
        }

        @Override
        public void close() {
            if (thread != null) {
                thread.leave(this);
            }
            step.close();
        }
    }

    /** The commits of one stream thread: one that a task asks for is one of all its tasks. */
    private final class ThreadCommits {

        /** In the order in which they asked; the tick is the first one's. */
        private final Set<Scheduled<?, ?, ?, ?>> waiting = new LinkedHashSet<>();
        /** Runs when no record comes by which a commit would be asked for; every punctuation slows Streams down. */
        private Cancellable tick;
        /** When the next commit would be due if there had been one per interval; far behind after a pause. */
        private long dueMs;

        private long askedMs = Long.MIN_VALUE;

        void ask(Scheduled<?, ?, ?, ?> step, long now) {
            if (now == askedMs) {
                return; // the clock stands still while records are processed in one go, and the commit comes after them
            }
            waiting.add(step);
            long inMs = dueMs - (AT_ONCE - 1) * intervalMs - now;
            if (inMs <= 0) {
                commit(now);
            } else if (tick == null) {
                tick = step.context.schedule(
                        Duration.ofMillis(Math.min(inMs, intervalMs)), // the clock may have been set back
                        PunctuationType.WALL_CLOCK_TIME,
                        this::commit);
            }
        }

        /** Each who waits is asked, since one that was committed meanwhile would have nothing to commit for the others. */
        private void commit(long now) {
            dueMs = Math.max(dueMs, now) + intervalMs;
            waiting.forEach(step -> step.context.commit());
            committing(now);
        }

        /** A commit has been asked for, which is one for all who wait. */
        void committing(long now) {
            askedMs = now;
            waiting.clear();
            if (tick != null) {
                tick.cancel();
                tick = null;
            }
        }

        /** Who waits for the tick of a task that is closed must not wait for ever. */
        void leave(Scheduled<?, ?, ?, ?> step) {
            boolean ticks = !waiting.isEmpty() && waiting.iterator().next() == step;
            waiting.remove(step);
            if (ticks) {
                commit(step.context.currentSystemTimeMs());
            }
        }
    }
}
