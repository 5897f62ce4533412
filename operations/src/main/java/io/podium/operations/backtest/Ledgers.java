package io.podium.operations.backtest;

import io.podium.rules.ledger.Ledger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.ledger.LedgerEntryCodec;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.key.RecordKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** Ledgers of all participants of one lane, on disk. */
final class Ledgers implements AutoCloseable {

    private static final Serde<LedgerEntry> ENTRIES = new StateSerde<>(LedgerEntry.class, new LedgerEntryCodec());

    private final Options options = new Options().setCreateIfMissing(true).setErrorIfExists(true);
    private final WriteOptions carelessly = new WriteOptions().setDisableWAL(true);
    private final RocksDB db;

    /** Ledgers in a directory that must not exist. */
    Ledgers(Path directory) {
        try {
            db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("expected to keep ledgers in " + directory + ", but " + e.getMessage(), e);
        }
    }

    /** That of a participant after so many erasures, by {@link RecordKeys#ledger}. */
    Ledger of(String participantKey) {
        return new Of(participantKey);
    }

    void put(String participantKey, LedgerEntry entry) {
        try {
            byte[] key = bytes(LedgerKeys.entry(participantKey, entry.eventId()));
            db.put(carelessly, key, ENTRIES.serializer().serialize("ledger", entry));
            Optional<Long> hash = entry.pointerHash();
            if (hash.isPresent()) {
                db.put(carelessly, bytes(LedgerKeys.pointer(participantKey, hash.get())), bytes(entry.eventId()));
            }
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private final class Of implements Ledger {

        private final String participantKey;

        Of(String participantKey) {
            this.participantKey = participantKey;
        }

        @Override
        public boolean isKept() {
            return true;
        }

        @Override
        public Optional<LedgerEntry> byEvent(String eventId) {
            return get(LedgerKeys.entry(participantKey, eventId)).map(Ledgers::entry);
        }

        private Optional<byte[]> get(String key) {
            try {
                return Optional.ofNullable(db.get(bytes(key)));
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }

        @Override
        public Optional<LedgerEntry> byKey(String idempotencyKey) {
            return get(LedgerKeys.pointer(participantKey, LedgerEntry.hash(idempotencyKey)))
                    .flatMap(eventId -> byEvent(new String(eventId, StandardCharsets.UTF_8)));
        }

        @Override
        public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
            String first = LedgerKeys.first(participantKey);
            try (RocksIterator entries = db.newIterator()) {
                entries.seekForPrev(bytes(LedgerKeys.last(participantKey)));
                for (int i = 0; entries.isValid() && i < MAX_SEARCHED; i++) {
                    String key = new String(entries.key(), StandardCharsets.UTF_8);
                    if (!key.startsWith(first)) {
                        return false;
                    }
                    if (LedgerKeys.isEntryOf(key, participantKey)
                            && entry(entries.value()).holds(value, entry)) {
                        return true;
                    }
                    entries.prev();
                }
            }
            return false;
        }
    }

    private static LedgerEntry entry(byte[] value) {
        return ENTRIES.deserializer().deserialize("ledger", value);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException failed(RocksDBException e) {
        return new IllegalStateException("expected to read and write ledgers, but " + e.getMessage(), e);
    }

    @Override
    public void close() {
        db.close();
        carelessly.close();
        options.close();
    }
}
