package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The commands about points that the documents show, sent to development mode in their order. */
final class DocumentedPoints {

    static final String READ = "GET /api/v1/gamify/participants/{participant_id}/points/transactions"
            + "?type=deduct&since=2026-05-01T00:00:00Z&limit=50";

    private static final String POINTS = "POST /api/v1/gamify/points/";
    private static final String GRANT =
            "{\"participant_id\": \"p\", \"amount\": 250, \"reason\": \"goodwill\", \"idempotency_key\": \"t1\", \"valid_for\": \"P90D\"}";

    /** First lines of all commands that are sent, as the documents have them. */
    static final List<String> SENT = List.of(
            POINTS + "grant      " + GRANT,
            POINTS
                    + "deduct     {\"participant_id\": \"p\", \"amount\": 100, \"reason\": \"voucher\", \"idempotency_key\": \"v1\"}",
            POINTS
                    + "hold       {\"participant_id\": \"p\", \"amount\": 100, \"reason\": \"checkout\", \"idempotency_key\": \"c1\", \"ttl\": \"PT15M\"}",
            POINTS
                    + "hold/{hold_id}/capture    {\"participant_id\": \"p\", \"amount\": 80, \"idempotency_key\": \"c1:capture\"}",
            POINTS + "hold/{hold_id}/release    {\"participant_id\": \"p\", \"idempotency_key\": \"c1:release\"}",
            "POST /api/v1/ingest/events/{event id or idempotency key}/reverse    {\"reason\": \"refund\", \"idempotency_key\": \"r1\", \"amount_ratio\": 0.5}",
            "POST /api/v1/admin/points/bulk-grant  {\"grants\": [up to 500 bodies of a grant]}");

    private final Client client;
    private String hold = "";

    DocumentedPoints(Client client) {
        this.client = client;
    }

    /** Sends a command with what stands for it where the documents name a thing; it must be done. */
    void send(String command) {
        int body = command.indexOf(" {\"");
        String path = command.substring("POST ".length(), body).strip();
        if (path.contains("/release")) {
            done(
                    "/api/v1/gamify/points/hold",
                    SENT.get(2)
                            .replaceAll(".*? (?=\\{\")", "")
                            .replace("100", "20")
                            .replace("c1", "c2"));
        }
        String event = "documented-order";
        if (path.contains("/reverse")) {
            client.post(
                    "/api/v1/ingest/events/sync",
                    "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\", \"idempotency_key\": \"" + event
                            + "\"}");
        }
        done(
                path.replace("{hold_id}", hold).replace("{event id or idempotency key}", event),
                command.substring(body).strip().replace("up to 500 bodies of a grant", GRANT.replace("t1", "t2")));
    }

    private void done(String path, String body) {
        Client.Reply reply = client.post(path, body);
        assertThat(reply.status()).as("%s %s", path, reply.body()).isIn(200, 202);
        assertThat(reply.body().findValues("error")).as(path).isEmpty();
        JsonNode held = reply.body().get("hold_id");
        hold = held == null ? hold : held.asText();
    }
}
