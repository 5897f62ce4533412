package io.podium.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a store whose values change where they stand, while and after one thread writes it. */
class RewrittenStoreTest {

    private static final String STORE = "rewritten";
    private static final int KEYS = 20;
    private static final int WRITES = 200_000;
    private static final int READERS = 2;

    @TempDir
    Path directory;

    @Test
    void readers_get_whole_values_and_the_last_ones_outlive_the_store() {
        Random random = new Random(7);
        byte[][] last = new byte[KEYS][];
        try (Opened opened = new Opened()) {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<?>[] readers = new CompletableFuture<?>[READERS];
            Arrays.setAll(
                    readers,
                    i -> CompletableFuture.runAsync(() -> {
                        while (!done.get()) {
                            for (int key = 0; key < KEYS; key++) {
                                assertThat(isWhole(opened.store.get("k" + key))).isTrue();
                            }
                        }
                    }));
            try {
                for (int write = 0; write < WRITES; write++) {
                    int key = random.nextInt(KEYS);
                    if (random.nextInt(50) == 0) {
                        last[key] = null;
                        opened.store.delete("k" + key);
                    } else {
                        last[key] = new byte[1 + random.nextInt(300)];
                        Arrays.fill(last[key], (byte) last[key].length);
                        opened.store.put("k" + key, last[key]);
                    }
                    assertThat(opened.store.get("k" + key)).isEqualTo(last[key]);
                }
            } finally {
                done.set(true);
            }
            CompletableFuture.allOf(readers).join();
            assertHolds(opened, last);
        }
        try (Opened opened = new Opened()) {
            assertHolds(opened, last);
        }
    }

    private static boolean isWhole(byte[] value) {
        if (value == null) {
            return true;
        }
        for (byte b : value) {
            if (b != (byte) value.length) {
                return false;
            }
        }
        return value.length > 0;
    }

    private static void assertHolds(Opened opened, byte[][] values) {
        for (int key = 0; key < KEYS; key++) {
            assertThat(opened.store.get("k" + key)).isEqualTo(values[key]);
        }
        int count = 0;
        try (KeyValueIterator<String, byte[]> all = opened.store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                assertThat(entry.value).isEqualTo(values[Integer.parseInt(entry.key.substring(1))]);
                count++;
            }
        }
        assertThat((long) count)
                .isEqualTo(Arrays.stream(values).filter(value -> value != null).count());
    }

    private final class Opened implements AutoCloseable {

        private final KeyValueStore<String, byte[]> store;

        Opened() {
            Properties settings = new Properties();
            settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
            settings.put(BoundedRocksDb.MEMORY_BYTES, 32L * 1024 * 1024);
            settings.put(BoundedRocksDb.MOSTLY_REWRITTEN, "other," + STORE);
            MockProcessorContext<String, byte[]> context =
                    new MockProcessorContext<>(settings, new TaskId(0, 0), directory.toFile());
            store = Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .withCachingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), (StateStore) store);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
