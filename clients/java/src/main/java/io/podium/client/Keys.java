package io.podium.client;

/** Idempotency keys. */
public final class Keys {

    private Keys() {}

    /**
     * A key of the recommended form, {@code participant:subject:period}.
     *
     * @param subject what the event was about: a quiz, an order
     * @param period within which it counts once: a day, an attempt
     */
    public static String of(String participantId, String subject, String period) {
        return participantId + ":" + subject + ":" + period;
    }
}
