package io.podium.stream.query;

import io.podium.schemas.query.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** Finds the stores of this node, by name and partition. */
record StoreReader(KafkaStreams streams) {

    /** {@link InvalidStateStoreException} when this node does not own it, or not yet. */
    <V> ReadOnlyKeyValueStore<String, V> keyValues(String name, int partition) {
        return store(name, partition, QueryableStoreTypes.keyValueStore());
    }

    /** {@link InvalidStateStoreException} when this node does not own it, or not yet. */
    <V> ReadOnlyWindowStore<String, V> windows(String name, int partition) {
        return store(name, partition, QueryableStoreTypes.windowStore());
    }

    <V> Optional<ReadOnlyWindowStore<String, V>> ownedWindows(String name, int partition) {
        try {
            return Optional.of(windows(name, partition));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    /** Also where this node has only a copy, which may be behind. */
    <V> ReadOnlyKeyValueStore<String, V> staleKeyValues(String name, int partition) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore())
                .withPartition(partition)
                .enableStaleStores());
    }

    /** By how many changes a store of this node is behind. */
    long lag(String name, int partition) {
        LagInfo lag = streams.allLocalStorePartitionLags()
                .getOrDefault(name, Map.of())
                .get(partition);
        return lag == null ? 0 : lag.offsetLag();
    }

    private <T> T store(String name, int partition, QueryableStoreType<T> type) {
        return streams.store(StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
    }

    /** What reading gives, where stores may go while they are read. */
    static <V> Answer<V> reading(Supplier<Answer<V>> read) {
        try {
            return read.get();
        } catch (InvalidStateStoreException e) {
            return new Answer.Unavailable<>("expected a store of this node, but " + e.getMessage());
        }
    }
}
