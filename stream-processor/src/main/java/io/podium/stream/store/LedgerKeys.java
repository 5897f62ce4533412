package io.podium.stream.store;

import io.podium.schemas.event.EventId;
import java.util.HexFormat;

/**
 * Keys of the ledger: a participant's record key, a bar and an event's id. Ids begin with the time, so a participant's
 * entries are in the order of their arrival. Under the hash of an event's idempotency key stands which event it is.
 */
public final class LedgerKeys {

    private static final String POINTER = "|key_";
    private static final int SUFFIX = 1 + EventId.LENGTH;
    private static final int POINTER_SUFFIX = POINTER.length() + Long.BYTES * 2;

    private LedgerKeys() {}

    /** Of one entry. */
    public static String entry(String participantKey, String eventId) {
        return participantKey + "|" + eventId;
    }

    /** Of the pointer to the latest event of an idempotency key. */
    public static String pointer(String participantKey, long keyHash) {
        return participantKey + POINTER + HexFormat.of().toHexDigits(keyHash);
    }

    /** Not after any entry of a participant. */
    public static String first(String participantKey) {
        return participantKey + "|" + EventId.PREFIX;
    }

    /** Not before any entry of a participant. */
    public static String last(String participantKey) {
        return participantKey + "|" + EventId.PREFIX + "~";
    }

    /** Not before anything of a participant, pointers included; {@link #first} is not after any of it. */
    public static String lastOfAll(String participantKey) {
        return participantKey + POINTER + "~";
    }

    /** Whether a key between the first and the last of all is the participant's. */
    public static boolean isOf(String key, String participantKey) {
        return isEntryOf(key, participantKey)
                || key.length() == participantKey.length() + POINTER_SUFFIX && key.startsWith(participantKey + POINTER);
    }

    /** Whether an entry between the first and the last is the participant's: ids of others may hold a bar. */
    public static boolean isEntryOf(String key, String participantKey) {
        return key.length() == participantKey.length() + SUFFIX && key.startsWith(participantKey + "|");
    }
}
