package io.podium.stream.clock;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends heartbeats to all partitions of a topic, and everything else where Kafka's default partitioner says. */
public final class EveryPartition<K, V> implements StreamPartitioner<K, V> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, K key, V value, int count) {
        return value != null
                ? Optional.empty()
                : Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()));
    }
}
