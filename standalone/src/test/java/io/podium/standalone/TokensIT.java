package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.token.TokenKeys;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.ApiNodeConfig;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import io.podium.standalone.setup.IngestNode;
import io.podium.stream.mode.RunMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two API nodes with the same signing key: what one mints the other takes, and what one ends is over on the other. */
class TokensIT {

    private static final String TOKENS = "/api/v1/auth/participant-token";
    private static final String ANN = "/api/v1/gamify/participants/ann";

    @TempDir
    private Path directory;

    private final KeySecret secret = KeySecret.generate(false, ApiKey.Scope.ADMIN, new SecureRandom());

    @Test
    void a_token_is_good_on_every_node_until_it_is_ended_on_one() throws Exception {
        DevNode dev = new DevNode(DevConfig.onFreePorts(), directory.resolve("dev"), List.of());
        TableTopic<ApiKey> keys = new TableTopic<>(Topics.API_KEYS, dev.bootstrapServers(), Map.of());
        ApiKey key = new ApiKey(secret.sha256(), DevNode.TENANT, ApiKey.Scope.ADMIN, "test", 0L, Instant.EPOCH, null);
        keys.write(Map.of(key.sha256(), key));
        TokenKeys signing = TokenKeys.read(List.of(signingKey()));
        try (IngestNode one = node(dev, signing);
                IngestNode two = node(dev, signing);
                IngestNode strange = node(dev, TokenKeys.generated())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> dev.isReady() && one.isReady() && two.isReady() && strange.isReady());
            String token = mint(dev, one);
            assertThat(status(dev, two, token)).isEqualTo(200);
            assertThat(status(dev, one, token)).isEqualTo(200);
            assertThat(status(dev, strange, token)).isEqualTo(401);

            try (Client admin = client(dev, one, secret.text())) {
                assertThat(admin.delete(TOKENS + "/ann", "").status()).isEqualTo(200);
            }
            assertThat(status(dev, one, token))
                    .as("on the node that ended it, at once")
                    .isEqualTo(401);
            await(dev, two, token, 401);
            String next = mint(dev, one);
            assertThat(status(dev, one, next)).isEqualTo(200);
            assertThat(status(dev, two, next)).isEqualTo(200);
            try (IngestNode later = node(dev, signing)) {
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(later::isReady);
                assertThat(status(dev, later, token))
                        .as("a node that starts later knows it")
                        .isEqualTo(401);
                assertThat(status(dev, later, next)).isEqualTo(200);
            }

            keys.write(Map.of(key.sha256(), key.revoked(Instant.now())));
            await(dev, one, next, 401);
            await(dev, two, next, 401);
        } finally {
            dev.close();
        }
    }

    private Path signingKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        String der = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n");
    }

    private static IngestNode node(DevNode dev, TokenKeys signing) {
        return new IngestNode(
                ApiNodeConfig.forDevelopment(dev.bootstrapServers(), 0),
                new IngestNode.Parts(
                        new RunMode.Live(),
                        List.of(),
                        signing,
                        new Explorer(Optional.empty()),
                        dev.engine().queries(),
                        () -> true,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    private static Client client(DevNode dev, IngestNode node, String bearer) {
        return new Client("http://127.0.0.1:" + node.port(), dev.bootstrapServers(), bearer);
    }

    private String mint(DevNode dev, IngestNode node) {
        try (Client admin = client(dev, node, secret.text())) {
            Client.Reply minted = admin.post(TOKENS, "{\"participant_id\": \"ann\"}");
            assertThat(minted.status()).isEqualTo(201);
            return minted.body().get("token").asText();
        }
    }

    private static int status(DevNode dev, IngestNode node, String token) {
        try (Client device = client(dev, node, token)) {
            return device.get(ANN).status();
        }
    }

    private static void await(DevNode dev, IngestNode node, String token, int status) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(status(dev, node, token))
                .isEqualTo(status));
    }
}
