package io.podium.schemas.access;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the compacted {@code api-keys} topic keeps it: only the SHA-256 of the secret (lower-case hex, also
 * the record key), never the secret.
 *
 * @param requestsPerMinute the key's own rate limit; null for the default, 0 for none
 * @param revokedAt null while the key is good
 */
public record ApiKey(
        String sha256,
        String tenantId,
        Scope scope,
        @Nullable String label,
        @Nullable Long requestsPerMinute,
        Instant createdAt,
        @Nullable Instant revokedAt) {
    private static final int SHORT_ID_DIGITS = 12;

    public ApiKey {
        requireNonNull(sha256);
        requireNonNull(tenantId);
        requireNonNull(scope);
        requireNonNull(createdAt);
    }

    /** Whether the key may still be used. */
    @JsonIgnore
    public boolean isRevoked() {
        return revokedAt != null;
    }

    /** The first 12 hex digits of the hash, by which the key's tokens name it. */
    @JsonIgnore
    public String shortId() {
        return sha256.substring(0, Math.min(SHORT_ID_DIGITS, sha256.length()));
    }

    /** The same key, no longer good. */
    public ApiKey revoked(Instant at) {
        return new ApiKey(sha256, tenantId, scope, label, requestsPerMinute, createdAt, at);
    }

    /** What a key may do. */
    public enum Scope {
        /** Everything of its tenant: send events, read, administer. */
        ADMIN,
        /**
         * Read states and leaderboards, of all participants of the tenant: for servers. A participant's device gets a
         * token of that participant instead.
         */
        PART;

        /** The name inside a key and in records. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Scope parse(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
