package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.Client.Reply;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the server jar as an operator runs them: topics, keys, rules, a processor and an API node. */
class SeparateProcessesIT {

    @TempDir
    Path directory;

    @Test
    void processor_and_ingest_run_as_processes_of_their_own_against_any_kafka() throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"), "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 7 } }");
        int queries = LocalPorts.free();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            String kafka = "--bootstrap-servers=" + broker.bootstrapServers();
            run("topics", "topics", "apply", kafka, "--partitions=3", "--replication=1");
            String key = run("keys", "keys", "create", kafka, "--tenant=" + DevNode.TENANT)
                    .strip();
            run(
                    "rules",
                    "rules",
                    "apply",
                    directory.resolve("rules.yaml").getParent().toString(),
                    kafka,
                    "--tenant=" + DevNode.TENANT);
            try (Child ingest = Child.ofServerJar(
                            directory.resolve("ingest.log"),
                            "ingest",
                            kafka,
                            "--port=0",
                            "--processors=127.0.0.1:" + queries);
                    Client client = client(ingest, broker, key)) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> client.get("/health/ready").status() == 200);
                whileNoProcessorRuns(client);
                try (Child processor = Child.ofServerJar(
                        directory.resolve("processor.log"),
                        "processor",
                        kafka,
                        "--state-dir=" + directory.resolve("state"),
                        "--query-port=" + queries)) {
                    processor.line("processor started");
                    withAProcessor(client);
                    keyCommands(client, kafka);
                }
            }
        }
    }

    private static void whileNoProcessorRuns(Client client) {
        Reply taken = client.post(Client.SINGLE, event("p_early", "early"));
        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.body().at("/warnings/1/code").asText()).isEqualTo("verdict_pending");
        assertThat(client.get("/api/v1/gamify/state/p_early").status()).isEqualTo(503);
    }

    private static void withAProcessor(Client client) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        client.post(Client.SINGLE, event("p_early", "early")).status())
                .isEqualTo(200));
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        client.post(Client.SYNC, event("p_sync", null))
                                .body()
                                .at("/results/points_granted")
                                .asInt())
                .as("from the moment that the rules are in force")
                .isEqualTo(7));
        assertThat(client.points("p_sync")).isEqualTo(7);
    }

    private void keyCommands(Client client, String kafka) {
        String hash = run("list", "keys", "list", kafka).substring(0, 12);
        run("revoke", "keys", "revoke", kafka, hash);
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                        client.post(Client.SINGLE, event("p", "after")).status())
                .isEqualTo(401));
    }

    @Test
    void development_mode_needs_the_jar_with_a_broker() throws InterruptedException {
        try (Child dev = Child.ofServerJar(directory.resolve("dev.log"), "dev", "--port=0", "--kafka-port=0")) {
            assertThat(dev.waitFor(60_000)).isTrue();
            assertThat(dev.errors()).contains("expected podium-all.jar for this command");
        }
    }

    private String run(String name, String... words) {
        return Child.ofServerJar(directory.resolve(name + ".log"), words).successful(words);
    }

    private static Client client(Child ingest, EmbeddedBroker broker, String key) {
        String line = ingest.line("ingest started, ");
        return new Client(line.substring(line.indexOf("http://")), broker.bootstrapServers(), key);
    }

    private static String event(String participant, String key) {
        String member = key == null ? "" : ",\"idempotency_key\":\"" + key + "\"";
        return "{\"participant_id\":\"" + participant + "\",\"event_type\":\"e\"" + member + "}";
    }
}
