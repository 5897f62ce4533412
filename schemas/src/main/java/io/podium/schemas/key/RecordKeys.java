package io.podium.schemas.key;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The composite record keys and the partition that each lands in. Tenant and contest ids never hold a bar, so the
 * first bar always ends the tenant.
 */
public final class RecordKeys {
    private RecordKeys() {}

    /** Key of participants' records: {@code tenant|participant}. */
    public static String participant(String tenantId, String participantId) {
        return tenantId + "|" + participantId;
    }

    /** Key of contests' records: {@code tenant|contest}. */
    public static String contest(String tenantId, String contestId) {
        return tenantId + "|" + contestId;
    }

    /** The tenant of a participant's or contest's key. */
    public static String tenantOf(String key) {
        return key.substring(0, key.indexOf('|'));
    }

    /** The participant's or contest's id of its key. */
    public static String idOf(String key) {
        return key.substring(key.indexOf('|') + 1);
    }

    /** Whether a record's key is of a tenant's participant or contest; not for null. */
    public static boolean isOf(byte @Nullable [] key, String tenantId) {
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(tenantId + "|");
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
