package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.command.PodiumRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documented steps for changing a rule for the past, to their end, with a client that reads and sends sync events
 * before, while and after a generation takes over: each answer comes, with the values of the generation that is asked.
 */
class GenerationTakeoverIT {

    private static final String TENANT = "t";
    private static final int BEFORE = 10;
    private static final int AFTER = 25;
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: %d } }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "%s"
            scoring: { event_type: quiz, method: count }
            """;

    @TempDir
    Path directory;

    private final Instant end = Instant.now().plus(Duration.ofDays(1));
    private String kafka;
    private String key;
    private int sent;

    @Test
    void clients_are_answered_before_while_and_after_a_generation_takes_over() throws IOException {
        int oldQueries = LocalPorts.free();
        int newQueries = LocalPorts.free();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            kafka = "--bootstrap-servers=" + broker.bootstrapServers();
            PodiumRun.of("topics", "apply", kafka, "--partitions=3", "--replication=1");
            key = PodiumRun.of("keys", "create", kafka, "--tenant=" + TENANT, "--live")
                    .strip();
            PodiumRun.of("rules", "apply", rules("old", BEFORE), "--tenant=" + TENANT, kafka);
            try (Child processor = processor("old", oldQueries);
                    Child node = node("old", oldQueries);
                    Client before = client(node, broker)) {
                Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(granted(before, "p_probe"))
                        .isEqualTo(BEFORE));
                expectAnswers(before, BEFORE, 5);
                try (Child nextProcessor = nextGeneration(newQueries);
                        Child nextNode = node("new", newQueries, "--generation=g2");
                        Client after = client(nextNode, broker)) {
                    for (int i = 0; i < 5; i++) { // clients meet nodes of both generations
                        expectAnswers(before, BEFORE, 1);
                        expectAnswers(after, AFTER, 1);
                        expectTheSameDuplicate(before, after);
                    }
                    node.close();
                    processor.close();
                    expectAnswers(after, AFTER, 5);
                    assertThat(nextProcessor.isAlive()).isTrue();
                    expectOutcomesOnce(after);
                }
            }
        }
    }

    /** Steps 1 to 3. */
    private Child nextGeneration(int queries) throws IOException {
        String created = PodiumRun.of(
                "generation", "create", "g2", "--tenant=" + TENANT, "--rules=" + rules("new", AFTER), kafka);
        assertThat(created).contains("topics end in -g2");
        Child processor = processor("new", queries, "--generation=g2");
        Awaitility.await().atMost(SOON).until(() -> PodiumRun.exitOf("generation", "status", "g2", kafka) == 0);
        return processor;
    }

    /** New participants with two events each: sync answers, state, rank and leaderboard are there at once. */
    private void expectAnswers(Client client, int amount, int participants) {
        for (int i = 0; i < participants; i++) {
            String participant = "p" + sent;
            assertThat(granted(client, participant)).isEqualTo(amount);
            assertThat(granted(client, participant)).isEqualTo(amount);
            assertThat(client.points(participant)).isEqualTo(2L * amount);
            Reply rank = client.get("/api/v1/contests/cup/rank/" + participant);
            assertThat(rank.status()).as(rank.http().body()).isEqualTo(200);
            assertThat(rank.body().get("score").asInt()).isEqualTo(2);
            Reply board = client.get("/api/v1/contests/cup/leaderboard?limit=100");
            assertThat(board.status()).as(board.http().body()).isEqualTo(200);
            assertThat(board.body().get("state").asText()).isEqualTo("active");
            assertThat(board.body().get("rows").findValuesAsText("participant_id"))
                    .contains(participant);
        }
    }

    /** An event through one generation's node, its retry through the other's, whose results are its own. */
    private void expectTheSameDuplicate(Client before, Client after) {
        String event = event("p" + sent, "k" + sent++);
        Reply first = answered(before, event);
        Reply retry = answered(after, event);
        assertThat(retry.duplicate()).isTrue();
        assertThat(retry.eventId()).isEqualTo(first.eventId());
        assertThat(first.body().at("/results/points_granted").asInt()).isEqualTo(BEFORE);
        assertThat(retry.body().at("/results/points_granted").asInt()).isEqualTo(AFTER);
    }

    private int granted(Client client, String participant) {
        return answered(client, event(participant, "k" + sent++))
                .body()
                .at("/results/points_granted")
                .asInt();
    }

    /** A sync answer; what is pending on a busy machine is asked for again by the same key, and comes. */
    private static Reply answered(Client client, String event) {
        return Awaitility.await()
                .atMost(SOON)
                .until(() -> client.post(Client.SYNC, event), reply -> reply.status() == 200);
    }

    private void expectOutcomesOnce(Client client) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> client.outcomes(Topics.POINTS_OUTCOMES.withSuffix("-g2"))
                                .size()
                        == sent);
        Set<String> ids = new HashSet<>();
        for (JsonNode points : client.outcomes(Topics.POINTS_OUTCOMES.withSuffix("-g2"))) {
            assertThat(ids.add(points.get("outcome_id").asText())).isTrue();
            assertThat(points.get("points").asInt()).isEqualTo(AFTER);
        }
    }

    private Child processor(String name, int queries, String... words) {
        return child(name + "-processor", queries, "processor", words);
    }

    private Child node(String name, int queries, String... words) {
        return child(name + "-node", queries, "ingest", words);
    }

    private Child child(String name, int queries, String command, String... words) {
        List<String> all = new ArrayList<>(List.of(command, kafka));
        all.addAll(
                command.equals("ingest")
                        ? List.of("--port=0", "--processors=127.0.0.1:" + queries, "--requests-per-key-minute=0")
                        : List.of("--query-port=" + queries, "--state-dir=" + directory.resolve(name)));
        all.addAll(List.of(words));
        return new Child(directory.resolve(name + ".log"), all.toArray(String[]::new));
    }

    private Client client(Child node, EmbeddedBroker broker) {
        String line = node.line("ingest started, ");
        Client client = new Client(line.substring(line.indexOf("http://")), broker.bootstrapServers(), key, TENANT);
        Awaitility.await().atMost(SOON).until(() -> client.get("/health/ready").status() == 200);
        return client;
    }

    private String rules(String name, int amount) throws IOException {
        Path rules = Files.createDirectory(directory.resolve("rules-" + name));
        Files.writeString(rules.resolve("rules.yaml"), RULES.formatted(amount, end));
        return rules.toString();
    }

    private static String event(String participant, String key) {
        return "{\"participant_id\":\"" + participant + "\",\"event_type\":\"quiz\",\"idempotency_key\":\"" + key
                + "\"}";
    }
}
