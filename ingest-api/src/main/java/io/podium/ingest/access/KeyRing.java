package io.podium.ingest.access;

import io.podium.schemas.access.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The API keys that this node knows, by hash, as the {@code api-keys} topic brings them. A look-up reveals nothing by
 * its duration that would help to guess a key: what is compared are hashes, and in constant time.
 */
public final class KeyRing {

    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    /** Hashes of those that may mint tokens, by tenant and short id. */
    private final Map<String, String> minters = new ConcurrentHashMap<>();

    private final BooleanSupplier complete;

    /**
     * Knows no key yet.
     *
     * @param complete whether all keys that there were at the start have come in
     */
    public KeyRing(BooleanSupplier complete) {
        this.complete = complete;
    }

    /** Whether it can be relied on: before that, a good key may not have come in yet, nor a revocation. */
    public boolean isComplete() {
        return complete.getAsBoolean();
    }

    /** Takes a key in, in its latest form; null forgets it. */
    public void publish(String sha256, @Nullable ApiKey key) {
        if (key == null) {
            keys.remove(sha256);
        } else {
            keys.put(sha256, key);
            if (key.scope() == ApiKey.Scope.ADMIN) {
                minters.put(minterKey(key.tenantId(), key.shortId()), sha256);
            }
        }
    }

    /** The good key of that secret. */
    public Optional<ApiKey> find(KeySecret secret) {
        String hash = secret.sha256();
        return Optional.ofNullable(keys.get(hash)).filter(key -> !key.isRevoked() && same(key.sha256(), hash));
    }

    /** Whether a key that was good still is. */
    public boolean isGood(ApiKey key) {
        ApiKey latest = keys.get(key.sha256());
        return latest != null && !latest.isRevoked();
    }

    /** The good admin key of a tenant that a token names. */
    public Optional<ApiKey> minter(String tenantId, String shortId) {
        String hash = minters.get(minterKey(tenantId, shortId));
        return Optional.ofNullable(hash).map(keys::get).filter(key -> !key.isRevoked());
    }

    private static String minterKey(String tenantId, String shortId) {
        return shortId + "|" + tenantId;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
