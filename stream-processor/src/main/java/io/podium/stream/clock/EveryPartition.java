package io.podium.stream.clock;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends what concerns all partitions of a topic to each, heartbeats first of all, and the rest to its key's. */
public final class EveryPartition<K, V> implements StreamPartitioner<K, V> {
    private final Predicate<V> toAll;

    /**
     * Sends heartbeats to all partitions, and more.
     *
     * @param toAll of records that are no heartbeats, those that also concern all
     */
    public EveryPartition(Predicate<V> toAll) {
        this.toAll = toAll;
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, K key, V value, int count) {
        return value != null && !toAll.test(value)
                ? Optional.empty()
                : Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()));
    }
}
