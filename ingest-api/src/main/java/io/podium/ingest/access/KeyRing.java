package io.podium.ingest.access;

import io.podium.schemas.access.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API keys that this node knows, by hash, as the {@code api-keys} topic brings them. A look-up tells nothing by
 * its duration that would help to guess a key: what is compared are hashes, and in constant time.
 */
public final class KeyRing {

    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();

    /** Takes a key in, in its latest form; null forgets it. */
    public void publish(String sha256, ApiKey key) {
        if (key == null) {
            keys.remove(sha256);
        } else {
            keys.put(sha256, key);
        }
    }

    /** The good key of that secret. */
    public Optional<ApiKey> find(KeySecret secret) {
        String hash = secret.sha256();
        return Optional.ofNullable(keys.get(hash)).filter(key -> !key.isRevoked() && same(key.sha256(), hash));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
