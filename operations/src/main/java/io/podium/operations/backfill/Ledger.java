package io.podium.operations.backfill;

import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Every key that imports from this directory ever sent, with the row and the event id, and the run that is under way,
 * in one RocksDB: a step is stored whole or not at all. One process at a time.
 */
final class Ledger implements AutoCloseable {

    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    private static final byte[] RUN = {0, 'r'};
    private static final byte[] CLUSTER = {0, 'c'};
    private static final byte KEY = 1;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache = new LRUCache(CACHE_BYTES);
    private final BloomFilter bloom = new BloomFilter(10);
    private final Options options = new Options()
            .setCreateIfMissing(true)
            .setTableFormatConfig(new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setFilterPolicy(bloom)
                    .setCacheIndexAndFilterBlocks(true));
    private final WriteOptions durably = new WriteOptions().setSync(true);
    private final RocksDB db;

    /**
     * Opens the ledger in a directory.
     *
     * @throws IllegalStateException when another import holds it
     */
    Ledger(Path directory) throws IOException {
        Files.createDirectories(directory);
        try {
            db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException(
                    "expected a ledger in " + directory + " that no other import holds, but " + e.getMessage(), e);
        }
    }

    /**
     * Binds the ledger to a cluster: what it knows of one says nothing of another.
     *
     * @throws IllegalStateException when it is another's
     */
    void belongTo(String clusterId) {
        Optional<byte[]> owner = get(CLUSTER);
        if (owner.isEmpty()) {
            write(batch -> batch.put(CLUSTER, clusterId.getBytes(StandardCharsets.UTF_8)));
        } else if (!new String(owner.get(), StandardCharsets.UTF_8).equals(clusterId)) {
            throw new IllegalStateException("expected a state directory of the cluster " + clusterId + ", but it is of "
                    + new String(owner.get(), StandardCharsets.UTF_8));
        }
    }

    /** The last run. */
    Optional<Run> run() {
        return get(RUN).map(json -> Json.read(json, Run.class));
    }

    /** Those of the keys that were sent before. */
    Set<String> known(List<String> keys) {
        try {
            List<byte[]> values =
                    db.multiGetAsList(keys.stream().map(Ledger::key).toList());
            Set<String> known = new HashSet<>();
            for (int i = 0; i < keys.size(); i++) {
                if (values.get(i) != null) {
                    known.add(keys.get(i));
                }
            }
            return known;
        } catch (RocksDBException e) {
            throw new IllegalStateException("expected to read the ledger, but " + e.getMessage(), e);
        }
    }

    /**
     * A row that was written to the log.
     *
     * @param run the tag of the import that wrote it
     * @param eventId which follows from where it was written
     */
    record Sent(long run, long row, String eventId) {

        private static final int NUMBERS = 2 * Long.BYTES;

        private byte[] toBytes() {
            byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(NUMBERS + id.length)
                    .putLong(run)
                    .putLong(row)
                    .put(id)
                    .array();
        }

        private static Sent of(byte[] bytes) {
            ByteBuffer numbers = ByteBuffer.wrap(bytes);
            return new Sent(
                    numbers.getLong(),
                    numbers.getLong(),
                    new String(bytes, NUMBERS, bytes.length - NUMBERS, StandardCharsets.UTF_8));
        }
    }

    /** What was sent under a key; empty for one that was not, or by a version that did not note it. */
    Optional<Sent> sent(String key) {
        return get(key(key)).filter(bytes -> bytes.length > Sent.NUMBERS).map(Sent::of);
    }

    /** Stores a step: the keys that were sent, and how far the run has come. */
    void store(Run run, Map<String, Sent> sent) {
        write(batch -> {
            for (Map.Entry<String, Sent> one : sent.entrySet()) {
                batch.put(key(one.getKey()), one.getValue().toBytes());
            }
            batch.put(RUN, Json.write(run));
        });
    }

    private static byte[] key(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        byte[] prefixed = new byte[text.length + 1];
        prefixed[0] = KEY;
        System.arraycopy(text, 0, prefixed, 1, text.length);
        return prefixed;
    }

    private Optional<byte[]> get(byte[] key) {
        try {
            return Optional.ofNullable(db.get(key));
        } catch (RocksDBException e) {
            throw new IllegalStateException("expected to read the ledger, but " + e.getMessage(), e);
        }
    }

    /** What a batch is filled by. */
    @FunctionalInterface
    private interface Filling {
        void fill(WriteBatch batch) throws RocksDBException;
    }

    private void write(Filling filling) {
        try (WriteBatch batch = new WriteBatch()) {
            filling.fill(batch);
            db.write(durably, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException("expected to write the ledger, but " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        db.close();
        durably.close();
        options.close();
        bloom.close();
        cache.close();
    }
}
