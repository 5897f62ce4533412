package io.podium.operations.backtest;

import io.podium.rules.ledger.Ledger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.ledger.LedgerEntryCodec;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.key.RecordKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
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

    /** Writes an entry: a new one at the end of the participant's, or one in the place of that of its event. */
    void put(String participantKey, LedgerEntry entry) {
        String key = entryKey(participantKey, entry.eventId());
        if (get(key).isEmpty()) {
            long number = count(participantKey);
            put(numberKey(participantKey, number), bytes(entry.eventId()));
            put(countKey(participantKey), number(number + 1));
            entry.pointerHash().ifPresent(hash -> put(pointerKey(participantKey, hash), number(number)));
        }
        put(key, ENTRIES.serializer().serialize("ledger", entry));
    }

    private long count(String participantKey) {
        return get(countKey(participantKey)).map(Ledgers::number).orElse(0L);
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
            return get(entryKey(participantKey, eventId)).map(Ledgers::entry);
        }

        @Override
        public Optional<LedgerEntry> byKey(String idempotencyKey) {
            return get(pointerKey(participantKey, LedgerEntry.hash(idempotencyKey)))
                    .map(Ledgers::number)
                    .filter(number -> number >= count(participantKey) - MAX_BY_KEY)
                    .flatMap(this::byNumber);
        }

        private Optional<LedgerEntry> byNumber(long number) {
            return get(numberKey(participantKey, number))
                    .flatMap(eventId -> byEvent(new String(eventId, StandardCharsets.UTF_8)));
        }

        @Override
        public boolean isValueOfAnother(LedgerEntry entry, LedgerEntry.Contribution value) {
            long count = count(participantKey);
            for (long number = count - 1; number >= Math.max(0, count - MAX_SEARCHED); number--) {
                if (byNumber(number).filter(other -> other.holds(value, entry)).isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }

    private Optional<byte[]> get(String key) {
        try {
            return Optional.ofNullable(db.get(bytes(key)));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private void put(String key, byte[] value) {
        try {
            db.put(carelessly, bytes(key), value);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private static String entryKey(String participantKey, String eventId) {
        return "entry|" + eventId + "|" + participantKey;
    }

    private static String countKey(String participantKey) {
        return "count|" + participantKey;
    }

    private static String numberKey(String participantKey, long number) {
        return "number|" + number + "|" + participantKey;
    }

    private static String pointerKey(String participantKey, long keyHash) {
        return "key|" + keyHash + "|" + participantKey;
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
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
