package io.podium.schemas.command;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.event.Limits;

/**
 * A command as an API node writes it: the value of a {@code raw-commands} record, whose key is the idempotency key and
 * whose header names the tenant.
 *
 * @param idempotencyKey of a namespace of its own: no event can take the key of a command
 */
public record RawCommand(String participantId, String idempotencyKey, Command command) {
    public RawCommand {
        checkId("participant_id", participantId);
        checkId("idempotency_key", idempotencyKey);
        requireNonNull(command);
    }

    private static void checkId(String name, String id) {
        if (id.isEmpty() || id.length() > Limits.ID_CHARACTERS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + Limits.ID_CHARACTERS + " characters of " + name + ", but " + id.length());
        }
    }
}
