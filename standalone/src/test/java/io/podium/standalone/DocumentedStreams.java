package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.contract.EventStream;
import io.podium.standalone.setup.DevNode;
import java.util.List;
import java.util.Map;

/** What the documents say of live outcomes. */
final class DocumentedStreams {

    static final List<String> COMMANDS = List.of(
            "GET /api/v1/gamify/participants/{participant_id}/stream",
            "GET /api/v1/contests/{contest_id}/stream?limit=20&around={participant_id}",
            "GET /api/v1/admin/stream?topics=points-outcomes,badge-outcomes",
            "curl -N -H 'Authorization: Bearer bq_test_admin_podium_dev_key_0001' -H 'X-Bricqs-Tenant: tenant_brand_xyz' \\");

    private DocumentedStreams() {}

    /** Follows, as it stands there. */
    static void run(String command, String url) throws Exception {
        if (command.startsWith("curl")) {
            run(COMMANDS.get(0), url); // which does not end by itself
            return;
        }
        String path = command.substring(command.indexOf('/'))
                .replace("{participant_id}", "p_8a3f")
                .replace("{contest_id}", "april_quiz_cup");
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + DevNode.ADMIN_KEY, "X-Bricqs-Tenant", DevNode.TENANT);
        try (EventStream stream = EventStream.open(url + path, headers)) {
            assertThat(stream.status()).as(command).isEqualTo(200);
            if (!path.contains("/admin/")) {
                assertThat(stream.next().name()).isEqualTo("snapshot");
            }
        }
    }
}
