package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the documents say of participants as persons. */
final class DocumentedPersons {

    private static final String ID = "p_8a3f";
    private static final String READ = "GET /api/v1/gamify/participants/{participant_id}";
    static final List<String> COMMANDS = List.of(
            "PUT /api/v1/gamify/participants/{participant_id}    {\"display_name\": \"Ada\", \"timezone\": \"Europe/Berlin\", \"day_starts_at\": \"04:00\", \"attributes\": {\"plan\": \"pro\"}}",
            READ,
            "POST /api/v1/gamify/participants/{participant_id}/pauses    {\"from\": \"2026-12-20\", \"to\": \"2027-01-06\", \"reason\": \"holiday\", \"idempotency_key\": \"h1\"}");

    private DocumentedPersons() {}

    /** Reads, or sends what stands there, but for the year; it must be done. */
    static void run(String command, Client client) {
        if (command.equals(READ)) {
            Client.Reply reply = client.get("/api/v1/gamify/participants/" + ID);
            assertThat(reply.body().at("/profile/display_name").asText()).isEqualTo("Ada");
            return;
        }
        int body = command.indexOf(" {\"");
        String path = command.substring(command.indexOf('/'), body).strip().replace("{participant_id}", ID);
        int year = LocalDate.now(ZoneOffset.UTC).getYear();
        String sent = command.substring(body)
                .strip()
                .replace("2027", Integer.toString(year + 1))
                .replace("2026", Integer.toString(year));
        Client.Reply reply = command.startsWith("PUT") ? client.put(path, sent) : client.post(path, sent);
        assertThat(reply.status()).as("%s %s", path, reply.body()).isIn(200, 202);
    }
}
