package io.podium.operations.backtest;

import io.podium.schemas.event.EventId;
import java.util.HexFormat;

/**
 * Keys of the ledger: a participant's record key, a bar and an event's id. Ids begin with the time, so a participant's
 * entries are in the order of their arrival. Under the hash of an event's idempotency key stands which event it is.
 */
final class LedgerKeys {

    private static final String POINTER = "|key_";
    private static final int SUFFIX = 1 + EventId.LENGTH;

    private LedgerKeys() {}

    /** Of one entry. */
    static String entry(String participantKey, String eventId) {
        return participantKey + "|" + eventId;
    }

    /** Of the pointer to the latest event of an idempotency key. */
    static String pointer(String participantKey, long keyHash) {
        return participantKey + POINTER + HexFormat.of().toHexDigits(keyHash);
    }

    /** Not after any entry of a participant. */
    static String first(String participantKey) {
        return participantKey + "|" + EventId.PREFIX;
    }

    /** Not before any entry of a participant. */
    static String last(String participantKey) {
        return participantKey + "|" + EventId.PREFIX + "~";
    }

    /** Whether an entry between the first and the last is the participant's: ids of others may hold a bar. */
    static boolean isEntryOf(String key, String participantKey) {
        return key.length() == participantKey.length() + SUFFIX && key.startsWith(participantKey + "|");
    }
}
