package io.podium.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
    void readers_get_whole_values_and_the_last_ones_outlive_the_store() throws Exception {
        Random random = new Random(7);
        byte[][] last = new byte[KEYS][];
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (Opened opened = new Opened()) {
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(() -> readWholeValues(opened, done)));
            }
            try {
                for (int write = 0; write < WRITES; write++) {
                    int key = random.nextInt(KEYS);
                    if (random.nextInt(50) == 0) {
                        last[key] = null;
                        opened.store.delete("k" + key);
                    } else {
                        last[key] = value(3 + random.nextInt(300), (byte) random.nextInt());
                        opened.store.put("k" + key, last[key]);
                    }
                    assertThat(opened.store.get("k" + key)).isEqualTo(last[key]);
                }
            } finally {
                done.set(true);
            }
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).as("values read").isPositive();
            }
            assertHolds(opened, last);
        } finally {
            threads.shutdownNow();
        }
        try (Opened opened = new Opened()) {
            assertHolds(opened, last);
        }
    }

    @Test
    void only_the_stores_that_are_named_change_their_values_in_place() throws IOException {
        new Opened().close();

        assertThat(optionsOf(STORE)).contains("inplace_update_support=true");

        new Opened("another").close();

        assertThat(optionsOf("another")).contains("inplace_update_support=false");
    }

    /** What RocksDB says that a store was opened with. */
    private String optionsOf(String store) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path options = files.filter(file -> file.getParent().endsWith(store))
                    .filter(file -> file.getFileName().toString().startsWith("OPTIONS"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return Files.readString(options);
        }
    }

    private static long readWholeValues(Opened opened, AtomicBoolean done) {
        long read = 0;
        while (!done.get()) {
            for (int key = 0; key < KEYS; key++) {
                byte[] value = opened.store.get("k" + key);
                if (value != null) {
                    assertThat(value).isEqualTo(value(value.length, value[value.length - 1]));
                    read++;
                }
            }
        }
        return read;
    }

    /** A value of at least 3 bytes, which holds its own length in the first two and is filled with one byte. */
    private static byte[] value(int length, byte fill) {
        byte[] value = new byte[length];
        Arrays.fill(value, fill);
        value[0] = (byte) length;
        value[1] = (byte) (length >> Byte.SIZE);
        return value;
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
            this(STORE);
        }

        Opened(String name) {
            Properties settings = new Properties();
            settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
            settings.put(BoundedRocksDb.MEMORY_BYTES, 32L * 1024 * 1024);
            settings.put(BoundedRocksDb.MOSTLY_REWRITTEN, "other," + STORE);
            MockProcessorContext<String, byte[]> context =
                    new MockProcessorContext<>(settings, new TaskId(0, 0), directory.toFile());
            store = Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
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
