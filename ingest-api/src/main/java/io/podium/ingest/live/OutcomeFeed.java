package io.podium.ingest.live;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands committed records of topics to those who follow them, from now on. One consumer, on one thread, is assigned to
 * just the partitions that somebody follows, and there is none while nobody does. Listeners are called on that thread
 * and must not block it.
 */
public final class OutcomeFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeFeed.class);
    /** How long whoever begins to follow waits at the most for others' records. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(30);
    static final Duration TICK = Duration.ofSeconds(15);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String suffix;
    private final Thread thread;
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, FollowedPartition> followed = new HashMap<>();
    private final Map<String, Integer> partitionCounts = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private long tickedNanos = System.nanoTime();
    private volatile boolean closed;
    private volatile long loopedNanos = System.nanoTime();

    /**
     * Reads nothing yet.
     *
     * @param consumers of committed records, without a group and without a reset policy
     * @param suffix what the names of the topics end in
     */
    public OutcomeFeed(Supplier<Consumer<byte[], byte[]>> consumers, String suffix, NodeThreads threads) {
        this.consumers = consumers;
        this.suffix = suffix;
        thread = threads.start("podium-live-feed", this::run);
    }

    /** A listener that is to be added or removed. */
    private record Change(boolean isNew, Interest interest, FeedListener listener) {}

    /** Begins to follow; may be called by any thread. */
    void follow(Interest interest, FeedListener listener) {
        changes.add(new Change(true, interest, listener));
    }

    /** Ends what {@link #follow} began. */
    void leave(Interest interest, FeedListener listener) {
        changes.add(new Change(false, interest, listener));
    }

    /** Whether it has gone round within the last {@link #STALE} seconds, as it does however little comes. */
    boolean isCurrent() {
        return System.nanoTime() - loopedNanos < STALE.toNanos();
    }

    /** What the names of the topics end in. */
    String suffix() {
        return suffix;
    }

    /** The partition of a key in a topic that is followed; for listeners, on the thread that calls them. */
    int partition(Topic<?, ?> topic, String key) {
        return RecordKeys.partition(key, partitionCount(topic.name() + suffix));
    }

    private int partitionCount(String topic) {
        return partitionCounts.computeIfAbsent(
                topic, unknown -> consumer().partitionsFor(unknown).size());
    }

    private void run() {
        while (!closed) {
            loopedNanos = System.nanoTime();
            try {
                apply(waiting());
                poll();
                tick();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (KafkaException e) {
                LOG.warn("outcomes can't be followed for the moment: {}", e.getMessage());
                pause();
            }
        }
        letGo();
    }

    /** The changes that there are; waits for one while nobody follows anything. */
    private List<Change> waiting() throws InterruptedException {
        List<Change> waiting = new ArrayList<>();
        if (followed.isEmpty() && changes.isEmpty()) {
            letGo();
            Change first = changes.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                waiting.add(first);
            }
        }
        changes.drainTo(waiting);
        return waiting;
    }

    private void letGo() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = consumers.get();
        }
        return requireNonNull(consumer);
    }

    private void apply(List<Change> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        List<Change> begin = new ArrayList<>();
        for (Change change : waiting) {
            if (change.isNew()) {
                begin.add(change);
            } else if (!begin.removeIf(other -> other.listener() == change.listener())) {
                partitions(change.interest()).forEach(partition -> remove(partition, change));
            }
        }
        try {
            begin(begin);
        } catch (KafkaException e) {
            LOG.warn("outcomes can't be followed for the moment: {}", e.getMessage());
            followed.values().removeIf(FollowedPartition::isIdle);
            begin.forEach(change -> change.listener().failed("expected to follow outcomes, but " + e.getMessage()));
        }
    }

    private void remove(TopicPartition partition, Change change) {
        FollowedPartition known = followed.get(partition);
        if (known != null) {
            known.remove(change.interest().key(), change.listener());
            if (known.isIdle()) {
                followed.remove(partition);
            }
        }
    }

    private void begin(List<Change> begin) {
        Set<TopicPartition> wanted = new HashSet<>();
        begin.forEach(change -> wanted.addAll(partitions(change.interest())));
        wanted.removeAll(followed.keySet());
        Map<TopicPartition, Long> ends =
                wanted.isEmpty() ? Map.of() : consumer().endOffsets(wanted);
        ends.forEach((partition, end) -> followed.put(partition, new FollowedPartition(end)));
        assign();
        ends.forEach((partition, end) -> consumer().seek(partition, end));
        for (Change change : begin) {
            partitions(change.interest())
                    .forEach(partition -> at(partition).add(change.interest().key(), change.listener()));
            safely(change.listener(), listener -> listener.begins(this::next));
        }
    }

    /** What remains assigned stays where it is. */
    private void assign() {
        if (!followed.isEmpty() || consumer != null) {
            consumer().assign(followed.keySet());
        }
    }

    private FollowedPartition at(TopicPartition partition) {
        return requireNonNull(followed.get(partition));
    }

    private long next(TopicPartition partition) {
        return at(partition).next();
    }

    private List<TopicPartition> partitions(Interest interest) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?, ?> topic : interest.topics()) {
            String name = topic.name() + suffix;
            if (interest.key() != null) {
                partitions.add(new TopicPartition(name, partition(topic, interest.key())));
            } else {
                for (int i = 0; i < partitionCount(name); i++) {
                    partitions.add(new TopicPartition(name, i));
                }
            }
        }
        return partitions;
    }

    private void poll() {
        if (followed.isEmpty()) {
            return;
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer().poll(POLL)) {
                handOn(record);
            }
            followed.forEach((partition, known) -> known.next(consumer().position(partition)));
        } catch (InvalidOffsetException e) {
            LOG.warn("records of outcomes were deleted before they could be pushed: {}", e.getMessage());
            consumer().endOffsets(e.partitions()).forEach((partition, end) -> {
                consumer().seek(partition, end);
                at(partition).next(end);
                at(partition).everybody().forEach(listener -> safely(listener, FeedListener::missed));
            });
        }
    }

    private void handOn(ConsumerRecord<byte[], byte[]> record) {
        LiveRecord live = LiveRecord.of(record);
        FollowedPartition known = followed.get(new TopicPartition(record.topic(), record.partition()));
        if (live == null || known == null) {
            return;
        }
        known.of(live.key()).forEach(listener -> safely(listener, one -> one.record(live)));
        known.ofAll().forEach(listener -> safely(listener, one -> one.record(live)));
    }

    private void tick() {
        if (System.nanoTime() - tickedNanos >= TICK.toNanos()) {
            tickedNanos = System.nanoTime();
            Set<FeedListener> everybody = new HashSet<>();
            followed.values().forEach(known -> everybody.addAll(known.everybody()));
            everybody.forEach(listener -> safely(listener, one -> one.tick(this::next)));
        }
    }

    /** A defect in what one client follows concerns no other. */
    private static void safely(FeedListener listener, java.util.function.Consumer<FeedListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("a stream of outcomes failed, and its client draws anew", e);
            listener.missed();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
