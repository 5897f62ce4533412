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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contest from its beginning to its prizes, and rules over HTTP, on a real broker by the wall clock. */
class ContestLifeIT {

    private static final String RUN = "{\"participant_id\":\"%s\",\"event_type\":\"run\",\"attributes\":{\"km\":%d}}";

    @TempDir
    Path data;

    @Test
    void a_contest_ends_by_the_clock_ranks_are_frozen_prizes_given_and_rules_change_over_http() {
        Instant end = Instant.ofEpochMilli(Instant.now().plusSeconds(25).toEpochMilli());
        String rules = """
                kind: contest
                id: sprint
                title: Sprint
                starts_at: "2026-01-01T00:00:00Z"
                ends_at: "%s"
                grace_hours: 0
                scoring: { event_type: run, score_attribute: km, method: cumulative }
                prize_structure: [{ rank_from: 1, rank_to: 2, reward: { type: points, value: 100 } }]
                max_reward_liability: 100
                """.formatted(end);
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", rules.getBytes(StandardCharsets.UTF_8)));
        DevNode node = new DevNode(DevConfig.onFreePorts(), data, loaded.definitions());
        try (Client client =
                new Client("http://127.0.0.1:" + node.port(), node.bootstrapServers(), DevNode.ADMIN_KEY)) {
            await(node::isReady);
            Reply published = client.post(
                    "/api/v1/admin/earn-rules", "{\"id\":\"r\",\"event_type\":\"run\",\"grant\":{\"amount\":7}}");
            assertThat(published.status()).as(published.http().body()).isEqualTo(201);
            refusals(client);
            assertThat(client.postForResults(RUN.formatted("ann", 5)).status()).isEqualTo(200);
            assertThat(client.postForResults(RUN.formatted("bob", 9)).status()).isEqualTo(200);
            await(() -> state(client).equals("active"));
            await(() -> state(client).equals("completed"));
            await(() -> last(client).get("state").asText().equals("completed"));
            assertThat(last(client).get("rows").toString())
                    .isEqualTo("[{\"rank\":1,\"participant_id\":\"bob\",\"score\":9,"
                            + "\"prize\":{\"type\":\"points\",\"value\":100}},"
                            + "{\"rank\":2,\"participant_id\":\"ann\",\"score\":5,"
                            + "\"notes\":[\"liability_reached: 100\"]}]");
            await(() -> client.points("bob") == 100);
            assertThat(client.points("ann")).isZero();
            JsonNode late = client.postForResults(RUN.formatted("ann", 50)).body();
            assertThat(late.at("/results/points_granted").asInt())
                    .as("the rule that came over HTTP is in force by now")
                    .isEqualTo(7);
            assertThat(late.at("/results/contest_score_delta")).isEmpty();
        } finally {
            node.close();
        }
    }

    private static void refusals(Client client) {
        Reply past = client.post(
                "/api/v1/admin/badges", "{\"id\":\"b\",\"label\":\"B\",\"effective_from\":\"2026-01-01T00:00:00Z\"}");
        assertThat(past.status()).isEqualTo(400);
        assertThat(past.body().at("/details/0/code").asText()).isEqualTo("in_the_past");
        Reply wrong = client.post("/api/v1/admin/badges", "{\"id\":\"b b\",\"rarity\":7}");
        assertThat(wrong.body().at("/details").findValuesAsText("path"))
                .containsExactlyInAnyOrder("id", "label", "rarity");
        Reply unknown = client.post(
                "/api/v1/admin/challenges",
                "{\"id\":\"c\",\"title\":\"C\",\"objectives\":[{\"id\":\"o\",\"label\":\"O\",\"evaluator\":\"count\","
                        + "\"event_type\":\"run\"}],\"reward\":{\"type\":\"badge\",\"id\":\"none\"}}");
        assertThat(unknown.body().at("/details/0/code").asText()).isEqualTo("unknown_badge");
    }

    private static JsonNode last(Client client) {
        List<JsonNode> committed = client.outcomes(Topics.CONTEST_STANDINGS);
        return committed.get(committed.size() - 1);
    }

    private static String state(Client client) {
        Reply board = client.get("/api/v1/contests/sprint/leaderboard");
        return board.status() == 200 ? board.body().get("state").asText() : "";
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
    }
}
