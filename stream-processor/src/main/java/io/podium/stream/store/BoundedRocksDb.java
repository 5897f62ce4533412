package io.podium.stream.store;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all RocksDB stores of the JVM together by one block cache, which also holds index and filter
 * blocks, and one write-buffer manager that charges it. Bloom filters answer look-ups of absent keys without a disk
 * read.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Streams configuration key: total bytes of cache and write buffers. */
    public static final String MEMORY_BYTES = "podium.rocksdb.memory.bytes";

    /** Streams configuration key: name of the store that is mostly asked for keys that it does not hold. */
    public static final String MOSTLY_ABSENT = "podium.rocksdb.mostly.absent";

    /**
     * Streams configuration key: names of the stores, by comma, whose entries are written again and again and read by
     * key, or as a whole while nobody writes. In their write buffers a value takes the place of the one before unless
     * it is longer, so that they stay small; an iterator beside a writer would see values change.
     */
    public static final String MOSTLY_REWRITTEN = "podium.rocksdb.mostly.rewritten";

    private static final double BLOOM_BITS_PER_KEY = 10;
    /** Of a write buffer, for a filter of the keys in it. */
    private static final double MEMTABLE_FILTER_SHARE = 0.05;

    /**
     * Of a write buffer, between its writer and its readers. RocksDB's default of 10,000 would take half a megabyte.
     */
    private static final long LOCKS_OF_VALUES = 64;

    private static final double INDEX_AND_FILTER_SHARE = 0.2;
    private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
    private static final long BLOCK_BYTES = 8L * 1024;

    private static @Nullable Cache cache;
    private static @Nullable WriteBufferManager writeBuffers;

    private Filter filter;

    private static synchronized void share(long bytes) {
        if (cache == null) {
            cache = new LRUCache(bytes, -1, false, INDEX_AND_FILTER_SHARE);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        share(Long.parseLong(requireNonNull(configs.get(MEMORY_BYTES)).toString()));
        filter = new BloomFilter(BLOOM_BITS_PER_KEY, false);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setBlockSize(BLOCK_BYTES);
        table.setFilterPolicy(filter);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setTableFormatConfig(table);
        if (isAmong(storeName, configs.get(MOSTLY_ABSENT))) {
            // Kafka Streams leaves the filter of the last level out, which holds nearly all keys.
            options.setOptimizeFiltersForHits(false);
            options.setMemtableWholeKeyFiltering(true);
            options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE);
        }
        if (isAmong(storeName, configs.get(MOSTLY_REWRITTEN))) {
            options.setInplaceUpdateSupport(true);
            options.setInplaceUpdateNumLocks(LOCKS_OF_VALUES);
            options.setAllowConcurrentMemtableWrite(false); // which RocksDB asks for; one thread writes a store
        }
    }

    /** Segments of a window store are named after it. */
    private static boolean isAmong(String name, @Nullable Object stores) {
        return stores != null
                && Arrays.stream(stores.toString().split(","))
                        .anyMatch(store -> name.equals(store) || name.startsWith(store + "."));
    }

    @Override
    public void close(String storeName, Options options) {
        filter.close();
    }
}
