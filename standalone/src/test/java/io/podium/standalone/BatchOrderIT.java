package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.query.HttpQueries;
import io.podium.ingest.token.TokenKeys;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.ApiNodeConfig;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import io.podium.standalone.setup.IngestNode;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import io.podium.stream.query.QueryServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of one participant in a batch are evaluated in their order, wherever their keys put them. */
class BatchOrderIT {

    private static final int PARTICIPANTS = 40;
    private static final String RULES = """
            kind: challenge
            id: club
            title: Club
            enrolment: explicit
            objectives: [{ id: buy, label: Buy, evaluator: count, event_type: buy, target: 5 }]
            ---
            kind: challenge
            id: either
            title: Either
            completion: 1
            objectives:
              - { id: a, label: A, evaluator: count, event_type: ca, target: 1, reward: { type: points, value: 1 } }
              - { id: b, label: B, evaluator: count, event_type: cb, target: 1, reward: { type: points, value: 1000 } }
            ---
            kind: contest
            id: rated
            title: Rated
            starts_at: "2020-01-01T00:00:00Z"
            ends_at: "2999-01-01T00:00:00Z"
            scoring: { event_type: rating, score_attribute: value, method: latest }
            """;

    @TempDir
    Path directory;

    @Test
    void on_one_node() {
        RuleFiles.Loaded loaded =
                new RuleFiles(new ProgramParser()).read(Map.of("r.yaml", RULES.getBytes(StandardCharsets.UTF_8)));
        DevNode node = new DevNode(DevConfig.onFreePorts(), directory, loaded.definitions());
        try (Client client =
                new Client("http://127.0.0.1:" + node.port(), node.bootstrapServers(), DevNode.ADMIN_KEY)) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(node::isReady);
            everybodyInOrder(client);
        } finally {
            node.close();
        }
    }

    @Test
    void on_three_nodes() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(new TopicSetup(admin).apply(6, 1)).isEmpty();
        }
        publishRules(broker.bootstrapServers());
        List<AutoCloseable> nodes = new ArrayList<>();
        List<Engine> engines = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                int port = LocalPorts.free();
                EngineConfig config = EngineConfig.alone(
                        "order", broker.bootstrapServers(), directory.resolve("state" + i), "127.0.0.1:" + port);
                PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
                Engine engine = new Engine(config, 6, registry);
                engine.start();
                nodes.add(engine);
                engines.add(engine);
                addresses.add("127.0.0.1:" + port);
                nodes.add(new QueryServer(
                        "127.0.0.1",
                        port,
                        new QueryServer.Parts(
                                engine.queries(), engine.owners(), null, engine::isRunning, registry::scrape)));
            }
            ApiKey key = new ApiKey(
                    new KeySecret(DevNode.ADMIN_KEY).sha256(),
                    DevNode.TENANT,
                    ApiKey.Scope.ADMIN,
                    "test",
                    0L,
                    Instant.EPOCH,
                    null);
            IngestNode api = new IngestNode(
                    ApiNodeConfig.forDevelopment(broker.bootstrapServers(), 0),
                    new IngestNode.Parts(
                            new RunMode.Live(),
                            List.of(key),
                            TokenKeys.NONE,
                            new Explorer(Optional.empty()),
                            new HttpQueries(addresses, null),
                            () -> engines.stream().allMatch(Engine::isRunning),
                            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
            nodes.add(api);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> api.isReady() && engines.stream().allMatch(Engine::isRunning));
            try (Client client =
                    new Client("http://127.0.0.1:" + api.port(), broker.bootstrapServers(), DevNode.ADMIN_KEY)) {
                everybodyInOrder(client);
            }
        } finally {
            for (int i = nodes.size() - 1; i >= 0; i--) {
                nodes.get(i).close();
            }
            broker.close();
        }
    }

    private static void everybodyInOrder(Client client) {
        batch(
                client,
                i -> event("p" + i, "challenge_enrolled", "\"challenge_id\":\"club\"", "enrol-" + i) + ","
                        + event("p" + i, "buy", "\"n\":1", "order_" + i));
        batch(
                client,
                i -> event("q" + i, "rating", "\"value\":100", null) + ","
                        + event("q" + i, "rating", "\"value\":200", "second:" + i));
        batch(
                client,
                i -> event("r" + i, "ca", "\"n\":1", "first" + i) + "," + event("r" + i, "cb", "\"n\":1", "then" + i));
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(IntStream.range(0, PARTICIPANTS).filter(i -> client.points("r" + i) == 1))
                    .as("the first completes the challenge")
                    .hasSize(PARTICIPANTS);
            assertThat(IntStream.range(0, PARTICIPANTS)
                            .filter(i -> client.get("/api/v1/gamify/state/p" + i)
                                            .body()
                                            .at("/challenges/0/objectives/0/progress")
                                            .asInt()
                                    == 1)
                            .count())
                    .as("purchases that counted")
                    .isEqualTo(PARTICIPANTS);
            JsonNode board = client.get("/api/v1/contests/rated/leaderboard?limit=100")
                    .body()
                    .path("rows");
            assertThat(board)
                    .hasSize(PARTICIPANTS)
                    .allMatch(row -> row.get("score").asInt() == 200);
        });
    }

    private static void batch(Client client, IntFunction<String> rows) {
        String events =
                IntStream.range(0, PARTICIPANTS).mapToObj(rows).collect(Collectors.joining(",", "{\"events\":[", "]}"));
        Client.Reply reply = client.post(Client.BATCH, events);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("accepted").asInt()).isEqualTo(2 * PARTICIPANTS);
        assertThat(reply.http().body()).doesNotContain("order_not_ensured");
    }

    private static String event(String participant, String type, String attribute, String key) {
        return "{\"participant_id\":\"" + participant + "\",\"event_type\":\"" + type + "\",\"attributes\":{"
                + attribute + "}" + (key == null ? "" : ",\"idempotency_key\":\"" + key + "\"") + "}";
    }

    private static void publishRules(String bootstrap) {
        Map<String, RuleVersion> rules = new HashMap<>();
        new RuleFiles(new ProgramParser())
                .read(Map.of("r.yaml", RULES.getBytes(StandardCharsets.UTF_8)))
                .definitions()
                .forEach(definition -> {
                    RuleVersion version = new RuleVersion(
                            DevNode.TENANT,
                            definition.program().kind(),
                            definition.program().id(),
                            Instant.EPOCH,
                            definition.source().definition());
                    rules.put(version.recordKey(), version);
                });
        new TableTopic<>(Topics.RULES, bootstrap, Map.of()).write(rules);
    }
}
