package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is erased on a real broker: every read of the API, two contests, and a restart. */
class ErasureIT {

    private static final String RUN = "{\"participant_id\":\"%s\",\"event_type\":\"run\",\"attributes\":{\"km\":%d},"
            + "\"idempotency_key\":\"%s\"}";
    private static final String CONTEST = """
            kind: contest
            id: %s
            title: Sprint
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "2099-01-01T00:00:00Z"
            grace_hours: 0
            scoring: { event_type: run, score_attribute: km, method: cumulative }
            """;
    private static final String RULE = "{ kind: earn_rule, id: r, event_type: run, grant: { amount: 7 } }";
    private static final String ANN = "/api/v1/gamify/participants/ann";

    @TempDir
    Path data;

    @Test
    void nothing_of_the_erased_is_read_any_more_and_the_id_begins_anew() {
        String rules = String.join("---\n", CONTEST.formatted("over"), CONTEST.formatted("open"), RULE);
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", rules.getBytes(StandardCharsets.UTF_8)));
        assertThat(loaded.problems()).isEmpty();
        String event;
        try (DevNode node = new DevNode(DevConfig.onFreePorts(), data, loaded.definitions());
                Client client = client(node)) {
            LiveRun.await(node::isReady);
            Reply first = client.postForResults(RUN.formatted("ann", 9, "k1"));
            assertThat(first.status()).isEqualTo(200);
            event = first.body().get("event_id").asText();
            client.postForResults(RUN.formatted("bob", 5, "k2"));
            client.put(ANN, "{\"display_name\":\"Ann\",\"idempotency_key\":\"profile\"}");
            assertThat(client.delete("/api/v1/admin/contests/over", "").status())
                    .as("retired, and thereby completed")
                    .isEqualTo(200);
            LiveRun.await(() -> rows(client, "over").size() == 2
                    && board(client, "over").get("state").asText().equals("completed"));
            Reply erased = client.delete(ANN, "{\"reason\":\"asked for\",\"idempotency_key\":\"e1\"}");
            assertThat(erased.status()).isEqualTo(202);
            isGone(client, event);
            keysStayWhatTheyWere(client);
            LiveRun.await(() -> !board(client, "open").toString().contains("\"ann\"")
                    && !board(client, "over").toString().contains("\"ann\""));
            assertThat(rows(client, "open")).hasSize(1);
            assertThat(rows(client, "over").get(0).get("participant_id").asText())
                    .startsWith("erased_");
            assertThat(rows(client, "over").get(0).get("score").asInt()).isEqualTo(9);
            assertThat(client.outcomes(Topics.PRIVACY_OUTCOMES))
                    .extracting(outcome -> outcome.get("event_id").asText())
                    .containsExactly(erased.body().get("erasure_id").asText());
        }
        try (DevNode node = new DevNode(DevConfig.onFreePorts(), data, loaded.definitions());
                Client client = client(node)) {
            LiveRun.await(node::isReady);
            isGone(client, event);
            assertThat(rows(client, "open")).as("after a restart").hasSize(1);
            Reply again = client.postForResults(RUN.formatted("ann", 1, "k3"));
            assertThat(again.body().at("/results/points_granted").asInt()).isEqualTo(7);
            assertThat(client.points("ann")).isEqualTo(7);
            JsonNode lines = client.get(ANN + "/points/transactions").body().get("transactions");
            assertThat(lines).as("of the new one alone").hasSize(1);
            assertThat(rows(client, "open")).hasSize(2);
        }
    }

    private static void isGone(Client client, String event) {
        assertThat(client.points("ann")).isZero();
        assertThat(client.get(ANN).body().toString()).doesNotContain("Ann");
        assertThat(client.get(ANN + "/points/transactions").body().get("transactions"))
                .isEmpty();
        assertThat(client.get("/api/v1/ingest/events/" + event + "/results").status())
                .isEqualTo(404);
        Reply repeated = ProgressWait.until(
                "an answer of the erased event",
                () -> client.post(Client.SYNC, RUN.formatted("ann", 9, "k1")),
                reply -> reply.status() == 200);
        assertThat(repeated.body().get("duplicate").asBoolean()).isTrue();
        assertThat(repeated.body().at("/results/points_granted").asInt()).isZero();
    }

    /** Of a participant who is there no more, too. */
    private static void keysStayWhatTheyWere(Client client) {
        Reply again = client.put(ANN, "{\"display_name\":\"Ann\",\"idempotency_key\":\"profile\"}");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body().get("error").asText()).isEqualTo("participant_erased");
        Reply other =
                client.delete(ANN.replace("ann", "bob"), "{\"reason\":\"asked for\",\"idempotency_key\":\"profile\"}");
        assertThat(other.status()).as("a key of another's command").isEqualTo(409);
        assertThat(other.body().toString()).doesNotContain("\"ann\"", "Ann");
        assertThat(client.points("bob")).isEqualTo(7);
    }

    private static JsonNode board(Client client, String contest) {
        return client.get("/api/v1/contests/" + contest + "/leaderboard").body();
    }

    private static List<JsonNode> rows(Client client, String contest) {
        List<JsonNode> rows = new ArrayList<>();
        board(client, contest).path("rows").forEach(rows::add);
        return rows;
    }

    private static Client client(DevNode node) {
        return new Client("http://127.0.0.1:" + node.port(), node.bootstrapServers(), DevNode.ADMIN_KEY);
    }
}
