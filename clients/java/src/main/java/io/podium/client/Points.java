package io.podium.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.client.Calls.Call;
import java.util.Map;

/**
 * Commands on points, with an admin key. Each has an idempotency key, under which it is done once. Answers have
 * {@code transaction_id}, {@code delta}, {@code available}, {@code lifetime} and {@code duplicate}; one that is not
 * decided yet has {@code status: pending}.
 */
public final class Points {

    private static final String PATH = "/api/v1/gamify/points/";

    private final Calls calls;

    Points(Calls calls) {
        this.calls = calls;
    }

    /** Gives points. */
    public JsonNode grant(String participantId, long amount, String reason, String idempotencyKey) {
        return command("grant", participantId, amount, reason, idempotencyKey);
    }

    /**
     * Takes points, all or none.
     *
     * @throws PodiumException with code {@code insufficient_points} when there are fewer
     */
    public JsonNode deduct(String participantId, long amount, String reason, String idempotencyKey) {
        return command("deduct", participantId, amount, reason, idempotencyKey);
    }

    /** Sets points aside, for {@link #capture} or {@link #release}; the answer has {@code hold_id}. */
    public JsonNode hold(String participantId, long amount, String reason, String idempotencyKey) {
        return command("hold", participantId, amount, reason, idempotencyKey);
    }

    /** Takes points of a hold; the rest is free again. */
    public JsonNode capture(String holdId, String participantId, long amount, String idempotencyKey) {
        return calls.call(
                Call.post(
                                PATH + "hold/" + Paths.segment(holdId) + "/capture",
                                Map.of(
                                        "participant_id",
                                        participantId,
                                        "amount",
                                        amount,
                                        "idempotency_key",
                                        idempotencyKey))
                        .withKey(idempotencyKey),
                JsonNode.class);
    }

    /** Ends a hold; all of it is free again. */
    public JsonNode release(String holdId, String participantId, String idempotencyKey) {
        return calls.call(
                Call.post(
                                PATH + "hold/" + Paths.segment(holdId) + "/release",
                                Map.of("participant_id", participantId, "idempotency_key", idempotencyKey))
                        .withKey(idempotencyKey),
                JsonNode.class);
    }

    private JsonNode command(String command, String participantId, long amount, String reason, String idempotencyKey) {
        return calls.call(
                Call.post(
                                PATH + command,
                                Map.of(
                                        "participant_id",
                                        participantId,
                                        "amount",
                                        amount,
                                        "reason",
                                        reason,
                                        "idempotency_key",
                                        idempotencyKey))
                        .withKey(idempotencyKey),
                JsonNode.class);
    }
}
