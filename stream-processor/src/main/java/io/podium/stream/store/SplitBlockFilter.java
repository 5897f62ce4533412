package io.podium.stream.store;

/**
 * A bloom filter that touches one block of 32 bytes per key: in each of its eight words one bit. The scheme, with its
 * salts, is Apache Parquet's split block bloom filter; at 16 bits per key, which it has when full, about one absent key
 * in 750 seems present (at 12 bits one in 200, and each costs a look into RocksDB of several microseconds).
 */
final class SplitBlockFilter {

    private static final int[] SALTS = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };
    private static final int BITS_PER_KEY = 16;
    private static final int WORDS = SALTS.length;

    private final int[] words;

    /** A filter for so many keys; with more it errs more often. */
    SplitBlockFilter(int capacity) {
        words = new int[Math.max(1, capacity * BITS_PER_KEY / (WORDS * Integer.SIZE)) * WORDS];
    }

    void add(long fingerprint) {
        int block = block(fingerprint);
        for (int i = 0; i < WORDS; i++) {
            words[block + i] |= bit(fingerprint, i);
        }
    }

    boolean mayHold(long fingerprint) {
        int block = block(fingerprint);
        for (int i = 0; i < WORDS; i++) {
            if ((words[block + i] & bit(fingerprint, i)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the key's block begins: the upper half, scaled to the number of blocks. */
    private int block(long fingerprint) {
        return (int) ((fingerprint >>> Integer.SIZE) * (words.length / WORDS) >>> Integer.SIZE) * WORDS;
    }

    /** One of 32 bits: the upper five of the lower half times the word's salt. */
    private static int bit(long fingerprint, int word) {
        return 1 << ((int) fingerprint * SALTS[word] >>> 27);
    }
}
