package io.podium.schemas.event;

import com.github.f4b6a3.ulid.Ulid;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.key.Sha256;
import java.nio.charset.StandardCharsets;
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

    /** Characters of every id. */
    public static final int LENGTH = PREFIX.length() + Ulid.ULID_CHARS;

    /** The first of 26 characters of 5 bits holds only 3 of 128. */
    private static final char HIGHEST_FIRST = '7';

    /** A ULID has 48 bits of time. */
    private static final long TIME_MASK = (1L << 48) - 1;

    private EventId() {}

    /**
     * Whether a text has the form of an event id. Stricter than the library's own check, which also takes small letters
     * and look-alikes: there must be one text for one id.
     */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(PREFIX.length()) > HIGHEST_FIRST) {
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
     * The id of the record at a position of the log.
     *
     * @param timestamp the record's timestamp, in ms since the epoch; a negative one counts as 0
     */
    public static String at(String topic, int partition, long offset, long timestamp) {
        byte[] place = RecordKeys.place(topic, partition, offset).getBytes(StandardCharsets.UTF_8);
        byte[] random = Arrays.copyOf(Sha256.of(place), Ulid.RANDOM_BYTES);
        return PREFIX + new Ulid(Math.max(0, timestamp) & TIME_MASK, random);
    }

    /** The ULID of a valid id, 16 bytes that are in the order of ids. */
    public static Ulid ulid(String eventId) {
        return Ulid.from(eventId.substring(PREFIX.length()));
    }

    /** The id of a ULID. */
    public static String of(Ulid ulid) {
        return PREFIX + ulid;
    }

    /** When the id was made, as its ULID says. */
    public static Instant createdAt(String eventId) {
        return Ulid.getInstant(eventId.substring(PREFIX.length()));
    }
}
