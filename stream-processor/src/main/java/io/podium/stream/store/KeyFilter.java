package io.podium.stream.store;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The keys of each bucket, as bloom filters: what it does not know is not there, what it knows may be there. When a
 * bucket's filter is full, one eight times as large stands beside it, and a bucket begins with one that would have
 * held the keys of the bucket before. At most 16 bytes per key, 2 where there are many, and 19 MB per bucket: with
 * more than 9 million keys it says "may" more often. Several threads may add.
 */
final class KeyFilter {

    private static final int[] CAPACITIES = {1 << 17, 1 << 20, 1 << 23};

    private final NavigableMap<Long, Bucket> buckets = new TreeMap<>();

    /** What all other methods take for a key: equal for equal keys. */
    static long fingerprint(String key) {
        return Hashing.farmHashFingerprint64()
                .hashString(key, StandardCharsets.UTF_8)
                .asLong();
    }

    synchronized void add(long fingerprint, long bucketStart) {
        Bucket bucket = buckets.get(bucketStart);
        if (bucket == null) {
            Map.Entry<Long, Bucket> before = buckets.lowerEntry(bucketStart);
            bucket = new Bucket(before == null ? 0 : before.getValue().keys);
            buckets.put(bucketStart, bucket);
        }
        bucket.add(fingerprint);
    }

    synchronized boolean mayHold(long fingerprint, long bucketStart) {
        Bucket bucket = buckets.get(bucketStart);
        return bucket != null && bucket.mayHold(fingerprint);
    }

    /** Forgets the buckets that start before this time. */
    synchronized void forgetBefore(long bucketStart) {
        while (!buckets.isEmpty() && buckets.firstKey() < bucketStart) {
            buckets.pollFirstEntry();
        }
    }

    private static final class Bucket {

        private final Deque<SplitBlockFilter> filters = new ArrayDeque<>(CAPACITIES.length);
        /** Of the largest filter, as an index of {@link #CAPACITIES}. */
        private int size;

        private long room;
        private long keys;

        /** For about so many keys. */
        Bucket(long expected) {
            while (size < CAPACITIES.length - 1 && CAPACITIES[size] < expected) {
                size++;
            }
            begin();
        }

        private void begin() {
            room = CAPACITIES[size];
            filters.addFirst(new SplitBlockFilter(CAPACITIES[size]));
        }

        void add(long fingerprint) {
            if (room <= 0 && size < CAPACITIES.length - 1) {
                size++;
                begin();
            }
            filters.getFirst().add(fingerprint);
            room--;
            keys++;
        }

        boolean mayHold(long fingerprint) {
            for (SplitBlockFilter filter : filters) {
                if (filter.mayHold(fingerprint)) {
                    return true;
                }
            }
            return false;
        }
    }
}
