package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the documents say of participants' tokens. */
final class DocumentedTokens {

    static final List<String> COMMANDS = List.of(
            "POST /api/v1/auth/participant-token    {\"participant_id\": \"p_8a3f\", \"ttl_seconds\": 3600, \"scopes\": [\"read\"]}",
            "DELETE /api/v1/auth/participant-token/{participant_id}");

    private DocumentedTokens() {}

    /** Mints or ends, as it stands there. */
    static void run(String command, Client client) {
        if (command.startsWith("DELETE")) {
            String path = command.substring(command.indexOf('/')).replace("{participant_id}", "p_8a3f");
            assertThat(client.delete(path, "").status()).isEqualTo(200);
            return;
        }
        int body = command.indexOf(" {\"");
        String path = command.substring(command.indexOf('/'), body).strip();
        assertThat(client.post(path, command.substring(body).strip()).status()).isEqualTo(201);
    }
}
