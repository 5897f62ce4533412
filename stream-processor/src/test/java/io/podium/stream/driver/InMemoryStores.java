package io.podium.stream.driver;

import io.podium.stream.store.StoreSuppliers;
import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/** Stores as bytes in memory; values pass the same serializers as on disk. */
enum InMemoryStores implements StoreSuppliers {
    INSTANCE;

    @Override
    public KeyValueBytesStoreSupplier keyValue(String name) {
        return Stores.inMemoryKeyValueStore(name);
    }

    @Override
    public WindowBytesStoreSupplier window(String name, Duration retention, Duration windowSize) {
        return Stores.inMemoryWindowStore(name, retention, windowSize, false);
    }
}
