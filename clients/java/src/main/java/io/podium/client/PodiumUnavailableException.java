package io.podium.client;

import org.jspecify.annotations.Nullable;

/**
 * Podium gave no answer by the deadline. What was sent may be in the log or not: sending it again with the same
 * idempotency key is safe.
 */
public final class PodiumUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int attempts;
    private final @Nullable String idempotencyKey;

    PodiumUnavailableException(Throwable cause, int attempts, @Nullable String idempotencyKey) {
        super("expected an answer, but none after " + attempts + " attempt(s): " + cause.getMessage(), cause);
        this.attempts = attempts;
        this.idempotencyKey = idempotencyKey;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }

    /** The key of the event; null where more than one was sent, or none. */
    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }
}
