package io.podium.ingest.submit;

import io.podium.schemas.query.PointsTransaction;
import org.jspecify.annotations.Nullable;

/** What became of one submitted command. */
public sealed interface CommandReceipt {

    /**
     * Decided, now or when the first command of its key came.
     *
     * @param eventId of the first command of the key
     * @param duplicate whether an earlier command took the key
     */
    record Decided(String eventId, boolean duplicate, PointsTransaction transaction) implements CommandReceipt {}

    /**
     * Not done: the key belongs to an earlier command for another participant, or of another kind.
     *
     * @param eventId of the first command of the key
     * @param participantId whom that command is for
     * @param kind of that command, as in results and records
     */
    record Conflict(String eventId, String participantId, String kind) implements CommandReceipt {}

    /**
     * In the log, and not decided in time.
     *
     * @param duplicate null where that is not known either
     */
    record Pending(String eventId, @Nullable Boolean duplicate) implements CommandReceipt {}

    /** Not confirmed by the log; to be retried with the same key. */
    record Unavailable(String reason) implements CommandReceipt {}
}
