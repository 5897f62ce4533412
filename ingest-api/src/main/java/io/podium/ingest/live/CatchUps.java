package io.podium.ingest.live;

import io.podium.schemas.node.NodeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what streams missed between two connections: from the position that a client has to the one from which the
 * {@link OutcomeFeed} hands on. All who wait are served by one pass on one thread, so that a thousand clients who lost
 * their node together cost little more than one. A pass that takes longer than {@link #LONGEST}, and a client that
 * missed more than {@link #MOST_RECORDS}, is a gap: the client draws anew.
 */
public final class CatchUps implements AutoCloseable {

    /** Records of others among which a client's own are looked for. */
    static final long MOST_RECORDS = 50_000;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_AT_ONCE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(CatchUps.class);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BlockingQueue<Missed> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Reads nothing yet.
     *
     * @param consumers of committed records, without a group and without a reset policy
     */
    public CatchUps(Supplier<Consumer<byte[], byte[]>> consumers, NodeThreads threads) {
        this.consumers = consumers;
        thread = threads.start("podium-live-catch-up", this::run);
    }

    /** Who missed something. */
    interface Reader {

        /** The client's own records; called in the order of each topic. */
        void missed(OutcomeKind kind, LiveRecord record);

        /** All that was missed has been handed on. */
        void isUpToDate();

        /** Not all of it could be read. */
        void hasGap();
    }

    /**
     * What one client missed.
     *
     * @param key of its records
     * @param since the first offsets that it does not have
     * @param until the first offsets that it gets otherwise
     */
    record Missed(String key, StreamPosition since, StreamPosition until, Reader reader) {

        boolean isTooMuch() {
            return since.upTo(until) > MOST_RECORDS;
        }

        private TopicPartition partition(OutcomeKind kind) {
            return new TopicPartition(kind.topic().name() + since.suffix(), since.partition());
        }

        private boolean covers(OutcomeKind kind, long offset) {
            return offset >= since.next(kind) && offset < until.next(kind);
        }
    }

    /** Reads what one missed; what becomes of it the reader learns on another thread. */
    void read(Missed missed) {
        waiting.add(missed);
    }

    private void run() {
        while (!closed) {
            List<Missed> batch = new ArrayList<>();
            try {
                Missed first = waiting.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                serve(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KafkaException e) {
                LOG.warn("what streams missed can't be read for the moment: {}", e.getMessage());
                batch.forEach(missed -> missed.reader().hasGap());
            }
        }
    }

    private void serve(List<Missed> batch) {
        List<Missed> served = new ArrayList<>();
        for (Missed missed : batch) {
            if (missed.isTooMuch()) {
                missed.reader().hasGap();
            } else {
                served.add(missed);
            }
        }
        if (!served.isEmpty()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                new Pass(consumer, served).read();
            }
        }
    }

    /** One reading of all partitions that some of these missed something of. */
    private final class Pass {

        private final Consumer<byte[], byte[]> consumer;
        private final List<Missed> served;
        private final Map<TopicPartition, OutcomeKind> kinds = new HashMap<>();
        private final Map<TopicPartition, Long> kept = new HashMap<>();
        private final Map<TopicPartition, Long> written = new HashMap<>();
        private final Map<TopicPartition, Long> begins = new HashMap<>();
        private final Map<TopicPartition, Long> ends = new HashMap<>();
        private final Map<String, List<Missed>> byKey = new HashMap<>();

        Pass(Consumer<byte[], byte[]> consumer, List<Missed> served) {
            this.consumer = consumer;
            this.served = served;
        }

        void read() {
            served.forEach(this::add);
            long deadline = System.nanoTime() + LONGEST.toNanos();
            consumer.assign(ends.keySet());
            kept.putAll(consumer.beginningOffsets(kinds.keySet()));
            written.putAll(consumer.endOffsets(kinds.keySet()));
            begins.forEach((partition, begin) -> consumer.seek(partition, Math.max(begin, at(kept, partition))));
            boolean whole = isWhole();
            while (!whole && System.nanoTime() < deadline && !closed) {
                consumer.poll(POLL).forEach(this::handOn);
                whole = isWhole();
            }
            for (Missed missed : served) {
                if (isOfThisLog(missed) && isReached(missed)) {
                    missed.reader().isUpToDate();
                } else {
                    missed.reader().hasGap();
                }
            }
        }

        private void add(Missed missed) {
            byKey.computeIfAbsent(missed.key(), none -> new ArrayList<>()).add(missed);
            for (OutcomeKind kind : OutcomeKind.all()) {
                TopicPartition partition = missed.partition(kind);
                kinds.put(partition, kind);
                if (missed.since().next(kind) < missed.until().next(kind)) {
                    begins.merge(partition, missed.since().next(kind), Math::min);
                    ends.merge(partition, missed.until().next(kind), Math::max);
                }
            }
        }

        private boolean isWhole() {
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }

        private void handOn(ConsumerRecord<byte[], byte[]> record) {
            LiveRecord live = LiveRecord.of(record);
            OutcomeKind kind = kinds.get(new TopicPartition(record.topic(), record.partition()));
            if (live == null || kind == null) {
                return;
            }
            for (Missed missed : byKey.getOrDefault(live.key(), List.of())) {
                if (missed.covers(kind, live.offset())) {
                    missed.reader().missed(kind, live);
                }
            }
        }

        private boolean isReached(Missed missed) {
            return OutcomeKind.all().stream()
                    .filter(kind -> missed.since().next(kind) < missed.until().next(kind))
                    .allMatch(kind -> consumer.position(missed.partition(kind))
                            >= missed.until().next(kind));
        }

        /** Not of records that are deleted, nor of a log that was longer than this one. */
        private boolean isOfThisLog(Missed missed) {
            return OutcomeKind.all().stream().allMatch(kind -> {
                long since = missed.since().next(kind);
                TopicPartition partition = missed.partition(kind);
                boolean misses = since < missed.until().next(kind);
                return since <= at(written, partition) && (!misses || since >= at(kept, partition));
            });
        }

        private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
            return offsets.getOrDefault(partition, 0L);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
