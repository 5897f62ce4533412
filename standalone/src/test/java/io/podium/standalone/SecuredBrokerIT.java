package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.standalone.broker.LocalPorts;
import io.podium.standalone.setup.DevNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All commands against a broker that takes only SASL over TLS, and asks clients for a certificate too (mTLS). */
class SecuredBrokerIT {

    private static final String STORE_PASSWORD = "store-password";

    @TempDir
    Path directory;

    @Test
    void every_command_reaches_a_broker_that_asks_for_password_and_certificate() throws Exception {
        certificate("broker", "client");
        certificate("client", "broker");
        int secure = LocalPorts.free();
        Path kafkaConfig = clientConfig("right-password");
        try (EmbeddedBroker broker = broker(secure)) {
            assertThat(broker.bootstrapServers()).isNotEmpty();
            String[] reach = {"--bootstrap-servers=127.0.0.1:" + secure, "--kafka-config=" + kafkaConfig};
            run("topics", reach, "topics", "apply", "--partitions=2", "--replication=1");
            String key = run("keys", reach, "keys", "create", "--tenant=" + DevNode.TENANT);
            Files.writeString(
                    directory.resolve("rule.yaml"), "{ kind: earn_rule, id: r, event_type: e, grant: { amount: 7 } }");
            run(
                    "rules",
                    reach,
                    "rules",
                    "apply",
                    directory.resolve("rule.yaml").toString(),
                    "--tenant=" + DevNode.TENANT);
            int queries = LocalPorts.free();
            try (Child processor = child(
                            "processor",
                            reach,
                            "processor",
                            "--state-dir=" + directory.resolve("state"),
                            "--query-port=" + queries,
                            "--node-secret=s3cret");
                    Child ingest = child(
                            "ingest",
                            reach,
                            "ingest",
                            "--port=0",
                            "--processors=127.0.0.1:" + queries,
                            "--node-secret=s3cret")) {
                processor.line("processor started");
                String url = ingest.line("ingest started, ").substring("ingest started, ".length());
                try (Client client = new Client(url, broker.bootstrapServers(), key)) {
                    Awaitility.await()
                            .atMost(Duration.ofMinutes(2))
                            .ignoreExceptions()
                            .untilAsserted(() -> assertThat(
                                            client.post(Client.SYNC, "{\"participant_id\":\"p\",\"event_type\":\"e\"}")
                                                    .body()
                                                    .at("/results/points_granted")
                                                    .asInt())
                                    .isEqualTo(7));
                }
                Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(processor.errors())
                        .as("a setting of the broker's that makes clients wait, and only that one")
                        .contains("expected add.partitions.to.txn.retry.backoff.ms of at most 1")
                        .doesNotContain("cleanup.interval.ms"));
                assertThat(processor.errors() + ingest.errors())
                        .as("secrets stay out of the log")
                        .doesNotContain("right-password")
                        .doesNotContain(STORE_PASSWORD)
                        .doesNotContain("s3cret");
            }
            wrongPasswordIsReported(secure);
        }
    }

    private void wrongPasswordIsReported(int secure) throws IOException {
        String[] reach = {"--bootstrap-servers=127.0.0.1:" + secure, "--kafka-config=" + clientConfig("wrong-password")
        };
        assertThatThrownBy(() -> run("refused", reach, "topics", "apply", "--partitions=2"))
                .hasMessageContaining("expected exit 0");
        assertThat(Files.readString(directory.resolve("refused.log.err")))
                .contains("Authentication failed")
                .doesNotContain("\tat ");
    }

    private EmbeddedBroker broker(int secure) throws IOException {
        int plain = LocalPorts.free();
        int controller = LocalPorts.free();
        String stores = directory.resolve("broker").toString();
        return EmbeddedBroker.start(
                directory.resolve("kafka"),
                new EmbeddedBroker.Node(1, plain, controller, "1@127.0.0.1:" + controller, 1),
                Map.ofEntries(
                        Map.entry(
                                "listeners",
                                "CLIENT://127.0.0.1:" + plain + ",CONTROLLER://127.0.0.1:" + controller
                                        + ",SECURE://127.0.0.1:" + secure),
                        Map.entry(
                                "advertised.listeners",
                                "CLIENT://127.0.0.1:" + plain + ",SECURE://127.0.0.1:" + secure),
                        Map.entry(
                                "listener.security.protocol.map",
                                "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL"),
                        Map.entry("add.partitions.to.txn.retry.backoff.ms", "20"),
                        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                        Map.entry(
                                "listener.name.secure.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " user_podium=\"right-password\";"),
                        Map.entry("listener.name.secure.ssl.client.auth", "required"),
                        Map.entry("ssl.keystore.type", "PKCS12"),
                        Map.entry("ssl.keystore.location", stores + ".keys"),
                        Map.entry("ssl.keystore.password", STORE_PASSWORD),
                        Map.entry("ssl.truststore.type", "PKCS12"),
                        Map.entry("ssl.truststore.location", stores + ".trusted"),
                        Map.entry("ssl.truststore.password", STORE_PASSWORD)));
    }

    private Path clientConfig(String password) throws IOException {
        String stores = directory.resolve("client").toString();
        return Files.writeString(directory.resolve(password + ".properties"), """
                security.protocol=SASL_SSL
                sasl.mechanism=PLAIN
                sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
                username="podium" password="%s";
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%s.keys
                ssl.keystore.password=%s
                ssl.truststore.type=PKCS12
                ssl.truststore.location=%s.trusted
                ssl.truststore.password=%s
                """.formatted(
                        password, stores, STORE_PASSWORD, stores, STORE_PASSWORD));
    }

    /** A key with a self-signed certificate for loopback, which the other one trusts. */
    private void certificate(String name, String trustedBy) throws IOException, InterruptedException {
        String keys = directory.resolve(name + ".keys").toString();
        String certificate = directory.resolve(name + ".pem").toString();
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys);
        keytool("-exportcert", "-rfc", "-alias", name, "-keystore", keys, "-file", certificate);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                certificate,
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve(trustedBy + ".trusted").toString());
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    private String run(String name, String[] reach, String... words) {
        return Child.run(directory.resolve(name + ".log"), words(reach, words)).strip();
    }

    private Child child(String name, String[] reach, String... words) {
        return new Child(directory.resolve(name + ".log"), words(reach, words));
    }

    private static String[] words(String[] reach, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(reach));
        return all.toArray(String[]::new);
    }
}
