package io.podium.stream.store;

import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/** What the stores of a topology keep their entries in; the topology alone says which stores there are. */
public interface StoreSuppliers {

    /** RocksDB, as every node has it. */
    StoreSuppliers PERSISTENT = new StoreSuppliers() {
        @Override
        public KeyValueBytesStoreSupplier keyValue(String name) {
            return Stores.persistentKeyValueStore(name);
        }

        @Override
        public WindowBytesStoreSupplier window(String name, Duration retention, Duration windowSize) {
            return Stores.persistentWindowStore(name, retention, windowSize, false);
        }
    };

    /** A store of one value per key. */
    KeyValueBytesStoreSupplier keyValue(String name);

    /** A store of one value per key and window, kept for at least the retention. */
    WindowBytesStoreSupplier window(String name, Duration retention, Duration windowSize);
}
