package io.podium.stream.store;

import io.podium.schemas.node.NodeThreads;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store of {@link TimeBuckets} as the one task that writes it sees it. It remembers which keys it may hold, so that a
 * key that it does not hold costs no look-up. What the store held before is read in the background; until that is done,
 * every key is looked up.
 */
public final class FilteredStore<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FilteredStore.class);
    private static final int READ_AT_ONCE = 1_000;
    /** One thread of the JVM reads the stores, one after the other: a node that takes over has other things to do. */
    private static final ThreadPoolExecutor READER = reader();

    private final TimeBuckets buckets;
    private final WindowStore<String, V> store;
    private final KeyFilter filter = new KeyFilter();
    /** Held while the store is read, so that nobody closes it meanwhile. */
    private final Lock inUse = new ReentrantLock();

    private volatile boolean complete;
    private volatile boolean closed;

    /** Begins to read what the store holds, unless it is empty. */
    public FilteredStore(TimeBuckets buckets, WindowStore<String, V> store) {
        this.buckets = buckets;
        this.store = store;
        try (KeyValueIterator<Windowed<String>, V> held = store.all()) {
            complete = !held.hasNext();
        }
        if (!complete) {
            READER.execute(this::read);
        }
    }

    private static ThreadPoolExecutor reader() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), NodeThreads.daemons("podium-key-filter"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Writes an entry into the bucket of this time, unless there is one of its key that counts.
     *
     * @return the newest entry that counts, among the buckets that reach into the span before {@code nowMs}
     */
    public Optional<V> putIfAbsent(String key, V entry, long nowMs, Predicate<V> counts) {
        long fingerprint = KeyFilter.fingerprint(key);
        Optional<V> there = find(key, fingerprint, nowMs, counts);
        if (there.isEmpty()) {
            // First to the filter: should the store fail, the filter only knows too much.
            filter.add(fingerprint, buckets.startOf(nowMs));
            filter.forgetBefore(buckets.oldestStart(nowMs));
            store.put(key, entry, buckets.startOf(nowMs));
        }
        return there;
    }

    private Optional<V> find(String key, long fingerprint, long nowMs, Predicate<V> counts) {
        boolean filters = complete;
        long oldest = buckets.oldestStart(nowMs);
        for (long start = buckets.startOf(nowMs); start >= oldest; start -= buckets.bucketMs()) {
            V entry = filters && !filter.mayHold(fingerprint, start) ? null : store.fetch(key, start);
            if (entry != null && counts.test(entry)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Whether what the store held before is known, so that absent keys cost no look-up. */
    boolean isComplete() {
        return complete;
    }

    /** Keys that are written meanwhile are added by {@link #putIfAbsent}; takes at most half of one core. */
    private void read() {
        inUse.lock();
        try {
            if (!closed) {
                readAll();
                complete = !closed;
            }
        } catch (InvalidStateStoreException e) {
            LOG.debug("a task that failed has closed its store before its processor", e);
        } finally {
            inUse.unlock();
        }
    }

    private void readAll() {
        try (KeyValueIterator<Windowed<String>, V> held = store.all()) {
            while (!closed && held.hasNext()) {
                long began = System.nanoTime();
                for (int i = 0; i < READ_AT_ONCE && held.hasNext(); i++) {
                    Windowed<String> key = held.next().key;
                    filter.add(KeyFilter.fingerprint(key.key()), key.window().start());
                }
                LockSupport.parkNanos(System.nanoTime() - began);
            }
        }
    }

    /** Ends the reading before it returns; the store stays open. */
    @Override
    public void close() {
        closed = true;
        inUse.lock();
        try {
            complete = false;
        } finally {
            inUse.unlock();
        }
    }
}
