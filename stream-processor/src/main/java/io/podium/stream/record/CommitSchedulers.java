package io.podium.stream.record;

import io.podium.stream.record.CommitScheduler.Urgency;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The {@link CommitScheduler} of each stream thread of a node. A task meets the one of the thread that initialises it.
 */
public final class CommitSchedulers {

    /** Younger records are recent; who has waited longer than this does not feel Kafka Streams' own commit interval. */
    public static final Duration RECENT_AGE = Duration.ofSeconds(2);

    private final ThreadLocal<CommitScheduler> threads;

    /**
     * Schedulers for all stream threads of a node.
     *
     * @param interval between two commits of a stream thread because of recent records, in the long run
     * @param syncInterval least time between two commits that a task asks for because of sync events
     */
    public CommitSchedulers(Duration interval, Duration syncInterval) {
        threads = ThreadLocal.withInitial(() -> new CommitScheduler(interval, syncInterval));
    }

    /**
     * Through which a task asks its thread's scheduler; to be called by the stream thread that initialises the task.
     */
    public CommitScheduler.Task task(ProcessorContext<?, ?> context) {
        return threads.get().task(context);
    }

    /** The same step, which asks for a commit after each recent record. */
    public <K, V, L, W> ProcessorSupplier<K, V, L, W> of(ProcessorSupplier<K, V, L, W> step) {
        return () -> new Scheduled<>(step.get());
    }

    private final class Scheduled<K, V, L, W> implements Processor<K, V, L, W> {

        private final Processor<K, V, L, W> step;
        private ProcessorContext<L, W> context;
        private CommitScheduler.Task commits;

        Scheduled(Processor<K, V, L, W> step) {
            this.step = step;
        }

        @Override
        public void init(ProcessorContext<L, W> newContext) {
            context = newContext;
            commits = task(context);
            step.init(newContext);
        }

        @Override
        public void process(Record<K, V> record) {
            step.process(record);
            if (context.currentSystemTimeMs() - record.timestamp() < RECENT_AGE.toMillis()) {
                commits.request(Urgency.RECENT);
            }
        }

        @Override
        public void close() {
            if (commits != null) {
                commits.close();
            }
            step.close();
        }
    }
}
