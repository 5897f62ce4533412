package io.podium.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.client.Calls.Call;

/** Reads; bodies are as the API's document names them. */
public final class Reads {

    private final Calls calls;

    Reads(Calls calls) {
        this.calls = calls;
    }

    /** Points, tier, badges, streaks, challenges and contests of a participant. */
    public JsonNode participant(String participantId) {
        return read("/api/v1/gamify/participants/" + Paths.segment(participantId));
    }

    /** The balance of a participant, and what of it ends when. */
    public JsonNode points(String participantId) {
        return read("/api/v1/gamify/participants/" + Paths.segment(participantId) + "/points");
    }

    /** What an event gave; {@code status: pending} while that is not known. */
    public JsonNode results(String eventId) {
        return read("/api/v1/ingest/events/" + Paths.segment(eventId) + "/results");
    }

    /**
     * The best of a contest.
     *
     * @param limit 1 to 500 rows
     */
    public JsonNode leaderboard(String contestId, int limit) {
        return read("/api/v1/contests/" + Paths.segment(contestId) + "/leaderboard?limit=" + limit);
    }

    /** A participant's rank in a contest. */
    public JsonNode rank(String contestId, String participantId) {
        return read("/api/v1/contests/" + Paths.segment(contestId) + "/rank/" + Paths.segment(participantId));
    }

    private JsonNode read(String path) {
        return calls.call(Call.get(path), JsonNode.class);
    }
}
