package io.podium.schemas.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * The identity of an event: {@code evt_} and a ULID (48 bits of milliseconds, 80 further bits, in Crockford's
 * base 32). It follows from where the event is in the log, so that nobody can choose it, no two events share one, and
 * every replay gives the same.
 */
public final class EventId {

    /** What every event id starts with. */
    public static final String PREFIX = "evt_";

    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int ULID_CHARACTERS = 26;
    /** The first of 26 characters of 5 bits holds only 3 of 128. */
    private static final char HIGHEST_FIRST = '7';

    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_BYTES = 10;

    private EventId() {}

    /** Whether a text has the form of an event id. */
    public static boolean isValid(String text) {
        if (text.length() != PREFIX.length() + ULID_CHARACTERS
                || !text.startsWith(PREFIX)
                || text.charAt(PREFIX.length()) > HIGHEST_FIRST) {
            return false;
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            if (!isCrockford(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Digits and letters without I, L, O and U. */
    private static boolean isCrockford(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U';
    }

    /**
     * The id of the record at a place of the log.
     *
     * @param timestamp the record's timestamp, in ms since the epoch; a negative one counts as 0
     */
    public static String at(String topic, int partition, long offset, long timestamp) {
        byte[] place = (topic + "|" + partition + "|" + offset).getBytes(StandardCharsets.UTF_8);
        byte[] ulid = new byte[6 + RANDOM_BYTES];
        ByteBuffer time = ByteBuffer.allocate(Long.BYTES).putLong(Math.max(0, timestamp));
        time.position(2).get(ulid, 0, 6);
        System.arraycopy(sha256(place), 0, ulid, 6, RANDOM_BYTES);
        return PREFIX + base32(ulid);
    }

    /** When the id was made, as its ULID says. */
    public static Instant createdAt(String eventId) {
        long time = 0;
        for (int i = 0; i < TIME_CHARACTERS; i++) {
            time = time << 5 | Arrays.binarySearch(CROCKFORD, eventId.charAt(PREFIX.length() + i));
        }
        return Instant.ofEpochMilli(time);
    }

    /** Encodes 128 bits as 26 characters of 5 bits each; the first character holds the 3 highest bits. */
    private static String base32(byte[] bits) {
        long high = ByteBuffer.wrap(bits).getLong();
        long low = ByteBuffer.wrap(bits).getLong(Long.BYTES);
        char[] text = new char[ULID_CHARACTERS];
        for (int i = ULID_CHARACTERS - 1; i >= 0; i--) {
            text[i] = CROCKFORD[(int) (low & 31)];
            low = low >>> 5 | high << (Long.SIZE - 5);
            high >>>= 5;
        }
        return new String(text);
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java runtime has", e);
        }
    }
}
