package io.podium.operations.backtest;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** States of all participants of one lane, on disk: a backtest may meet more than fit into memory. */
final class Participants implements AutoCloseable {

    private static final long CACHE_BYTES = 64L * 1024 * 1024;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache = new LRUCache(CACHE_BYTES);
    private final Options options = new Options()
            .setCreateIfMissing(true)
            .setErrorIfExists(true)
            .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
    private final WriteOptions carelessly = new WriteOptions().setDisableWAL(true);
    private final RocksDB db;

    /** States in a directory that must not exist. */
    Participants(Path directory) {
        try {
            db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("expected to keep states in " + directory + ", but " + e.getMessage(), e);
        }
    }

    ParticipantState get(String participantId) {
        try {
            byte[] state = db.get(participantId.getBytes(StandardCharsets.UTF_8));
            return state == null ? ParticipantState.EMPTY : Json.read(state, ParticipantState.class);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    void put(String participantId, ParticipantState state) {
        try {
            db.put(carelessly, participantId.getBytes(StandardCharsets.UTF_8), Json.write(state));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** All that are not empty, in the order of their ids' bytes. */
    void forEach(BiConsumer<String, ParticipantState> action) {
        try (RocksIterator all = db.newIterator()) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
                action.accept(
                        new String(all.key(), StandardCharsets.UTF_8), Json.read(all.value(), ParticipantState.class));
            }
        }
    }

    private static IllegalStateException failed(RocksDBException e) {
        return new IllegalStateException("expected to read and write states, but " + e.getMessage(), e);
    }

    @Override
    public void close() {
        db.close();
        carelessly.close();
        options.close();
        cache.close();
    }
}
