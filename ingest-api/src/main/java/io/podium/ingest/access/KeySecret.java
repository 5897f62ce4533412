package io.podium.ingest.access;

import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.key.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret that a client shows as its API key: {@code bq_{live|test}_{admin|part}_} and at least
 * 16 characters of {@code A-Z a-z 0-9 _ -}. Only its hash is ever stored or compared.
 */
public record KeySecret(String text) {

    private static final Pattern FORM = Pattern.compile("bq_(live|test)_(admin|part)_[A-Za-z0-9_-]{16,128}");
    private static final int RANDOM_BYTES = 24;

    public KeySecret {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("expected bq_{live|test}_{admin|part}_ and a secret, but another text");
        }
    }

    /** Whether a text can be a key at all. */
    public static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** A new key with 192 random bits. */
    public static KeySecret generate(boolean live, Scope scope, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new KeySecret("bq_" + (live ? "live" : "test") + "_" + scope.wireName() + "_"
                + HexFormat.of().formatHex(bytes));
    }

    /** SHA-256 of the key in UTF-8, in lower-case hex. */
    public String sha256() {
        return HexFormat.of().formatHex(Sha256.of(text));
    }

    /** Never the secret itself. */
    @Override
    public String toString() {
        return "KeySecret[" + text.substring(0, text.indexOf('_', 8)) + "_...]";
    }
}
