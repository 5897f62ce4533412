package io.podium.schemas.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The end of all tokens of a participant that were minted before, as the compacted {@code token-revocations} topic
 * keeps it. Which tokens those are follows from the record's offset, which a token names, and not from clocks.
 *
 * @param revokedAt by the API node's clock
 */
public record TokenRevocation(String tenantId, String participantId, Instant revokedAt) {
    public TokenRevocation {
        requireNonNull(tenantId);
        requireNonNull(participantId);
        requireNonNull(revokedAt);
    }
}
