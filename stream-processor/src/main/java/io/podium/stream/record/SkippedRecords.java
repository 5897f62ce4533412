package io.podium.stream.record;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.RawLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a record that kills its stream thread from doing so for ever. The node counts the deaths that are the record's
 * own fault (errors, and output that Kafka can't take; never faults of brokers or disks, which would blame an innocent
 * record); at the third, it publishes the record to {@code skipped-records}. Every run reads that topic before its
 * first event and passes over what is in it, to the dead-letter topic: so a replay, which knows each record by its
 * offset in the live run's topic, leaves out what the live run left out.
 */
public final class SkippedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

    /** So many deaths are one too many. */
    static final int DEATHS = 3;

    private static final int MOST_REMEMBERED = 1_000;

    private final Map<String, SkippedRecord> skipped = new ConcurrentHashMap<>();
    private final Map<String, Integer> deaths = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final ThreadLocal<UnderWay> threads = ThreadLocal.withInitial(UnderWay::new);

    /** What a stream thread works on, and what it knows to be at fault. */
    private static final class UnderWay {
        private final Set<Guarded<?, ?, ?, ?>> steps = new HashSet<>();
        private @Nullable Guarded<?, ?, ?, ?> step;
        private @Nullable SkippedRecord blamed;
    }

    /** Takes in a record of {@code skipped-records}; null brings the record back, and what is none is logged. */
    public void read(String key, byte @Nullable [] value) {
        try {
            if (value == null) {
                skipped.remove(key);
            } else {
                skipped.put(key, Json.read(value, SkippedRecord.class));
            }
        } catch (RuntimeException e) {
            LOG.error("expected a record to skip under {}, but {}", key, e.getMessage());
        }
    }

    /**
     * The same step, whose records are passed over once they are skipped.
     *
     * @param topic that the step reads in the live run
     */
    public <K, V, L, W> ProcessorSupplier<K, V, L, W> of(String topic, ProcessorSupplier<K, V, L, W> step) {
        return () -> new Guarded<>(topic, step.get());
    }

    /** The output of the record under way can't be written; on its stream thread. */
    void blame(String topic, int partition, long offset) {
        threads.get().blamed = new SkippedRecord(topic, partition, offset, 1, "");
    }

    /**
     * A stream thread died; to be called by it.
     *
     * @return the record that is to be skipped from now on, when it killed its thread once too often
     */
    public Optional<SkippedRecord> died(Throwable failure) {
        UnderWay thread = threads.get();
        SkippedRecord blamed = thread.blamed;
        if (blamed == null && thread.step != null && isTheRecordsFault(failure)) {
            blamed = thread.step.place();
        }
        threads.remove();
        if (blamed == null) {
            return Optional.empty();
        }
        synchronized (deaths) {
            int count = deaths.merge(blamed.recordKey(), 1, Integer::sum);
            return count < DEATHS
                    ? Optional.empty()
                    : Optional.of(new SkippedRecord(
                            blamed.topic(),
                            blamed.partition(),
                            blamed.offset(),
                            count,
                            Causes.root(failure).toString()));
        }
    }

    /**
     * The tasks of the calling stream thread, and of each partition that they read the offset of the last record that
     * they were given, committed or not; to be asked before {@link #died}, which forgets it.
     */
    public Map<TaskId, Map<TopicPartition, Long>> given() {
        Map<TaskId, Map<TopicPartition, Long>> given = new HashMap<>();
        threads.get().steps.forEach(step -> given.computeIfAbsent(step.context.taskId(), task -> new HashMap<>())
                .putAll(step.given()));
        return given;
    }

    /** Memory that ran out is the node's fault, and ends it. */
    private static boolean isTheRecordsFault(Throwable failure) {
        List<Throwable> causes = Causes.of(failure);
        return causes.stream().noneMatch(OutOfMemoryError.class::isInstance)
                && causes.stream()
                        .anyMatch(cause -> cause instanceof Error
                                || cause instanceof RecordTooLargeException
                                || cause instanceof SerializationException);
    }

    private final class Guarded<K, V, L, W> implements Processor<K, V, L, W> {

        private final String liveTopic;
        private final Processor<K, V, L, W> step;
        /** Of each topic, the last record. */
        private final Map<String, RecordMetadata> given = new HashMap<>();

        private ProcessorContext<L, W> context;
        private UnderWay thread;
        private @Nullable RecordMetadata metadata;
        private @Nullable Record<K, V> record;

        Guarded(String liveTopic, Processor<K, V, L, W> step) {
            this.liveTopic = liveTopic;
            this.step = step;
        }

        @Override
        public void init(ProcessorContext<L, W> newContext) {
            context = newContext;
            thread = threads.get(); // of the stream thread, which runs the task until it is closed
            thread.steps.add(this);
            step.init(newContext);
        }

        @Override
        public void process(Record<K, V> next) {
            record = next;
            metadata = context.recordMetadata().orElse(null);
            if (metadata != null) {
                given.put(metadata.topic(), metadata);
            }
            if (!skipped.isEmpty() && metadata != null) {
                SkippedRecord known = skipped.get(place().recordKey());
                if (known != null) {
                    throw new SkippedRecordException(known);
                }
            }
            thread.step = this;
            step.process(next);
            thread.step = null;
        }

        /** Where the record is in the live run's topic: a replay's record, which a sequencer made, says so itself. */
        SkippedRecord place() {
            RecordMetadata at = requireNonNull(metadata);
            return EventHeaders.text(requireNonNull(record).headers(), EventHeaders.PLACE)
                    .filter(offset -> RawLog.of(at.topic()).isEmpty()) // there it is a producer's own
                    .filter(offset -> offset.matches("[0-9]{1,18}"))
                    .map(offset -> new SkippedRecord(liveTopic, at.partition(), Long.parseLong(offset), 1, ""))
                    .orElseGet(() -> new SkippedRecord(at.topic(), at.partition(), at.offset(), 1, ""));
        }

        Map<TopicPartition, Long> given() {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            given.forEach((topic, last) -> offsets.put(new TopicPartition(topic, last.partition()), last.offset()));
            return offsets;
        }

        @Override
        public void close() {
            if (thread != null) {
                thread.steps.remove(this);
            }
            step.close();
        }
    }
}
