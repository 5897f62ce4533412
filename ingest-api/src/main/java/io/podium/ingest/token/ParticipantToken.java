package io.podium.ingest.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * What a good token says.
 *
 * @param minter the first 12 hex digits of the SHA-256 of the API key that minted it; a token ends with its key
 * @param revision the latest offset of {@code token-revocations} that the minting node knew, -1 for none: a revocation
 *     behind it ends the token
 */
public record ParticipantToken(
        String tenantId,
        String participantId,
        Set<TokenScope> scopes,
        String minter,
        long revision,
        Instant issuedAt,
        Instant expiresAt) {
    public ParticipantToken {
        requireNonNull(tenantId);
        requireNonNull(participantId);
        scopes = Set.copyOf(scopes);
        requireNonNull(minter);
        requireNonNull(issuedAt);
        requireNonNull(expiresAt);
    }
}
