package io.podium.ingest.token;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Where revocations are written, so that every node learns of them. */
@FunctionalInterface
public interface RevocationLog {

    /** Ends all tokens of a participant that were minted before; in force on this node when it answers. */
    CompletableFuture<Revoked> revoke(String tenantId, String participantId);

    /** What came of it. */
    sealed interface Revoked {
        /** No token of before is good any more. */
        record Done(Instant revokedAt) implements Revoked {}

        /** It could not be written; a retry is safe. */
        record Unavailable(String reason) implements Revoked {}
    }
}
