package io.podium.schemas.key;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The keys of records and stores that are made of several parts, with a bar between, and the partition that each lands
 * in. Ids of tenants and definitions, names of topics and what is not text never hold a bar; what clients name, which
 * may, always stands last: so no two things have the same key.
 */
public final class RecordKeys {

    private static final char BAR = '|';

    private RecordKeys() {}

    /** Key of participants' records: {@code tenant|participant}. */
    public static String participant(String tenantId, String participantId) {
        return tenantId + BAR + participantId;
    }

    /** Key of contests' records: {@code tenant|contest}. */
    public static String contest(String tenantId, String contestId) {
        return tenantId + BAR + contestId;
    }

    /** Key of what is kept of a participant of a contest: {@code tenant|contest|participant}. */
    public static String standing(String contestKey, String participantId) {
        return contestKey + BAR + participantId;
    }

    /** Key of an event by its idempotency key, which belongs to its tenant: {@code tenant|idempotency key}. */
    public static String idempotency(String tenantId, String idempotencyKey) {
        return tenantId + BAR + idempotencyKey;
    }

    /**
     * Key of a command by its idempotency key. No tenant's id begins with an exclamation mark, so nobody who may only
     * send events can take the key of a command.
     */
    public static String command(String tenantId, String idempotencyKey) {
        return "!" + tenantId + BAR + idempotencyKey;
    }

    /** Key of what an event takes back in a contest: {@code contest|event|reversal}. */
    public static String reversal(String contestId, String eventId) {
        return result(contestId, eventId) + BAR + "reversal";
    }

    /** Key of the removal of a participant from a contest: {@code contest|event|erasure}. */
    public static String erasure(String contestId, String eventId) {
        return result(contestId, eventId) + BAR + "erasure";
    }

    /** Key of a participant's ledger after so many erasures, which nothing of before can be found under. */
    public static String ledger(String participantKey, int erasures) {
        return erasures == 0 ? participantKey : "!" + erasures + BAR + participantKey;
    }

    /** Key of what an event did in a contest: {@code contest|event}; the event's id is nobody else's. */
    public static String result(String contestId, String eventId) {
        return contestId + BAR + eventId;
    }

    /** Key of a version of a definition: {@code tenant|kind|id|instant}. */
    public static String version(String tenantId, String kind, String id, Instant effectiveFrom) {
        return tenantId + BAR + kind + BAR + id + BAR + effectiveFrom;
    }

    /** Key of a place in the log: {@code topic|partition|offset}. */
    public static String place(String topic, int partition, long offset) {
        return topic + BAR + partition + BAR + offset;
    }

    /** The tenant of a participant's or contest's key. */
    public static String tenantOf(String key) {
        return key.substring(0, key.indexOf(BAR));
    }

    /** The participant's or contest's id of its key. */
    public static String idOf(String key) {
        return key.substring(key.indexOf(BAR) + 1);
    }

    /** The contest's key of a {@link #standing}'s. */
    public static String contestOf(String standingKey) {
        return standingKey.substring(0, standingKey.indexOf(BAR, standingKey.indexOf(BAR) + 1));
    }

    /** Whether a record's key is of a tenant's participant or contest; not for null. */
    public static boolean isOf(byte @Nullable [] key, String tenantId) {
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(tenantId + BAR);
    }

    /** The partition that Kafka's default partitioner gives a text key, see {@link #partition(byte[], int)}. */
    public static int partition(String key, int partitions) {
        return partition(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /**
     * The partition of a key by Kafka's default partitioner: murmur2 of the key bytes, made non-negative, modulo the
     * partition count (Java client, {@code BuiltInPartitioner}).
     */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
