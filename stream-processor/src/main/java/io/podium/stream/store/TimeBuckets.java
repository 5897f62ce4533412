package io.podium.stream.store;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * A window of time over keys, cut into coarse buckets: an entry stands under its key and the start of the bucket it
 * was written in. Looking a key up is then one point read per bucket and no range scan; {@link FilteredStore} spares
 * most of those.
 *
 * @param spanMs how far back entries count, in ms
 * @param bucketMs width of a bucket, in ms; the store keeps entries for up to one bucket longer than the span
 */
public record TimeBuckets(long spanMs, long bucketMs) {
    public TimeBuckets {
        if (spanMs <= 0 || bucketMs <= 0 || bucketMs > spanMs) {
            throw new IllegalArgumentException(
                    "expected 0 < bucket <= span, but bucket is " + bucketMs + " ms and span " + spanMs + " ms");
        }
    }

    /** Buckets of half the span: at most three reads per look-up, at most half as much again on disk. */
    public static TimeBuckets of(Duration span) {
        return new TimeBuckets(span.toMillis(), Math.max(1, span.toMillis() / 2));
    }

    /** Buckets of an eighth of the span, for what is seldom read: little more on disk than what counts. */
    public static TimeBuckets fine(Duration span) {
        return new TimeBuckets(span.toMillis(), Math.max(1, span.toMillis() / 8));
    }

    /** A store for these buckets, on disk. */
    public <V> StoreBuilder<WindowStore<String, V>> store(String name, Serde<V> values) {
        return store(StoreSuppliers.PERSISTENT, name, values);
    }

    /** A store for these buckets. */
    public <V> StoreBuilder<WindowStore<String, V>> store(StoreSuppliers suppliers, String name, Serde<V> values) {
        Duration retention = Duration.ofMillis(spanMs + 2 * bucketMs);
        return Stores.windowStoreBuilder(
                        suppliers.window(name, retention, Duration.ofMillis(bucketMs)),
                        new org.apache.kafka.common.serialization.Serdes.StringSerde(),
                        values)
                .withCachingDisabled();
    }

    /**
     * Sees to it that the store of a task has a segment as soon as the task has had a record. Under exactly-once,
     * Kafka Streams 4.3 asks each store for the offset that it holds, which a window store keeps in its segments, and
     * takes one that has none for corrupted: the whole task would be wiped and restored at every start and takeover.
     * (Since KIP-1035; RATIONALE.md has the report to be filed, and when this is to be deleted.)
     */
    public void keepSegment(ProcessorContext<?, ?> context, WindowStore<String, ?> store) {
        context.schedule(
                Duration.ofMillis(bucketMs),
                PunctuationType.STREAM_TIME,
                now -> store.put("", null, startOf(context.currentStreamTimeMs())));
    }

    /** Start of the bucket that an instant lies in, in ms. */
    public long startOf(long timeMs) {
        return timeMs - Math.floorMod(timeMs, bucketMs);
    }

    /** Start of the oldest bucket that reaches into the span before {@code nowMs}, in ms. */
    public long oldestStart(long nowMs) {
        return Math.max(0, startOf(nowMs - spanMs + 1));
    }

    /** The newest entry of the key whatever its age: a scan, for reads from outside that know no stream time. */
    public static <V> Optional<V> newest(ReadOnlyWindowStore<String, V> store, String key) {
        try (WindowStoreIterator<V> entries =
                store.backwardFetch(key, java.time.Instant.EPOCH, java.time.Instant.ofEpochMilli(Long.MAX_VALUE))) {
            return entries.hasNext() ? Optional.of(entries.next().value) : Optional.empty();
        }
    }
}
