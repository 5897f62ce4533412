package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.live.LiveStreams;
import io.podium.ingest.live.StreamMetrics;
import io.podium.ingest.rules.RuleVersions;
import io.podium.ingest.token.RevocationLog;
import io.podium.ingest.token.SettableClock;
import io.podium.ingest.token.TokenKeys;
import io.podium.ingest.token.TokenRevocations;
import io.podium.ingest.token.Tokens;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.TokenRevocation;
import io.podium.schemas.contract.JsonSchemas;
import io.podium.schemas.json.Json;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The API node before an {@link InMemoryEngine}, and a client; every answer is held against its JSON Schema. */
final class Front implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");
    static final String TENANT = "tenant_brand_xyz";
    static final String ADMIN = "bq_test_admin_0123456789abcdef";
    static final String PART = "bq_test_part_0123456789abcdef";
    static final String REVOKED = "bq_live_admin_revoked_89abcdef";
    static final String SINGLE = "/api/v1/ingest/events";
    static final String BATCH = "/api/v1/ingest/events/batch";
    static final String SYNC = "/api/v1/ingest/events/sync";

    private static final ApiServer.Deadlines DEADLINES =
            new ApiServer.Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ZERO);

    final FakeOutcomes outcomes = new FakeOutcomes();
    final OrderSensitivity order = new OrderSensitivity();
    final InMemoryEngine engine = new InMemoryEngine();
    final RuleVersions rules = new RuleVersions();
    final InMemoryRuleAdministration administration = new InMemoryRuleAdministration(rules);
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final ApiServer server;
    volatile boolean keysComplete = true;
    final SettableClock clock = new SettableClock(NOW);
    final TokenKeys tokenKeys = TokenKeys.generated();
    final TokenRevocations revocations;
    final KeyRing keys = new KeyRing(() -> keysComplete);
    final EventCatalogue catalogue = new EventCatalogue();
    final Tokens tokens;
    private final AtomicLong revoked = new AtomicLong();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> headers = new LinkedHashMap<>();

    Front() {
        this(RateLimits.Limits.OFF, new Admission(1_000, 1_000_000, 64L * 1024 * 1024));
    }

    Front(RateLimits.Limits limits, Admission admission) {
        this(limits, admission, LiveStreams.Bounds.DEFAULT);
    }

    Front(RateLimits.Limits limits, Admission admission, LiveStreams.Bounds bounds) {
        revocations = new TokenRevocations(() -> keysComplete, clock);
        tokens = new Tokens(tokenKeys, keys, revocations, clock);
        keys.publish(hash(ADMIN), key(ADMIN, ApiKey.Scope.ADMIN));
        keys.publish(hash(PART), key(PART, ApiKey.Scope.PART));
        keys.publish(hash(REVOKED), key(REVOKED, ApiKey.Scope.ADMIN).revoked(NOW));
        var definition =
                Json.mapper().createObjectNode().put("kind", "event_type").put("id", "quiz_completed");
        definition.putObject("attributes").put("quiz_id", "string").put("score", "number");
        catalogue.publish(new RuleVersion(TENANT, RuleKind.EVENT_TYPE, "quiz_completed", Instant.EPOCH, definition));
        server = new ApiServer(
                "127.0.0.1",
                0,
                new ApiServer.Parts(
                        engine,
                        engine,
                        catalogue,
                        order,
                        rules,
                        administration,
                        keys,
                        new ApiServer.TokenParts(tokenKeys, tokens, this::revoke),
                        new RateLimits(limits),
                        admission,
                        new HttpMetrics(registry),
                        DEADLINES,
                        Cors.of("https://app.example.org, http://localhost:*"),
                        new LiveStreams(outcomes::consumer, "", bounds, new StreamMetrics(registry), new NodeThreads()),
                        Optional.of(new Explorer(Optional.empty())),
                        () -> !engine.logDown,
                        registry::scrape,
                        clock));
        headers.put("Authorization", "Bearer " + ADMIN);
        headers.put("X-Bricqs-Tenant", TENANT);
        headers.put("Content-Type", "application/json");
    }

    private CompletableFuture<RevocationLog.Revoked> revoke(String tenantId, String participantId) {
        if (engine.logDown) {
            return CompletableFuture.completedFuture(new RevocationLog.Revoked.Unavailable("expected Kafka, but none"));
        }
        revocations.publish(new TokenRevocation(tenantId, participantId, clock.instant()), revoked.getAndIncrement());
        return CompletableFuture.completedFuture(new RevocationLog.Revoked.Done(clock.instant()));
    }

    static ApiKey key(String secret, ApiKey.Scope scope) {
        return new ApiKey(hash(secret), TENANT, scope, "test", null, Instant.EPOCH, null);
    }

    static String hash(String secret) {
        return new KeySecret(secret).sha256();
    }

    /** A header of all requests that follow; null leaves it out. */
    Front header(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    Reply post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** With one more header, for this request alone. */
    Reply post(String path, String body, String name, String value) {
        header(name, value);
        try {
            return post(path, body);
        } finally {
            header(name, null);
        }
    }

    Reply post(String path, byte[] body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    Reply put(String path, String body) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(body));
    }

    Reply delete(String path, String body) {
        return send("DELETE", path, HttpRequest.BodyPublishers.ofString(body));
    }

    Reply get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    Reply send(String method, String path, HttpRequest.BodyPublisher body) {
        try {
            return reply(path, client.send(request(method, path, body), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Reply> postAsync(String path, String body) {
        return client.sendAsync(
                        request("POST", path, HttpRequest.BodyPublishers.ofString(body)),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> reply(path, response));
    }

    private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        headers.forEach(request::header);
        return request.build();
    }

    private static Reply reply(String path, HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").equals("application/json");
        boolean keys = path.startsWith("/.well-known/") && response.statusCode() == 200;
        if (!json || response.body().isEmpty() || keys) {
            return new Reply(response, null);
        }
        try {
            JsonNode body = Json.mapper().readTree(response.body());
            String schema = body.has("unchanged") ? "api/rule-published" : schema(path, response.statusCode(), body);
            assertThat(JsonSchemas.problems(schema, body)).isEmpty();
            return new Reply(response, body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String schema(String path, int status, JsonNode body) {
        boolean command = path.contains("/gamify/points/") || path.endsWith("/reverse");
        if (status >= 400) {
            return body.has("available") ? "api/command-refused" : "api/error";
        } else if (command) {
            return "api/command-receipt";
        } else if (path.endsWith("/bulk-grant")) {
            return "api/bulk-grant-receipt";
        } else if (path.endsWith("/points")) {
            return "api/points";
        } else if (path.contains("/points/transactions")) {
            return "api/transactions";
        } else if (path.matches("/api/v1/gamify/participants/[^/]+/events(\\?.*)?")) {
            return "api/events";
        } else if (path.startsWith(BATCH)) {
            return "api/batch-receipt";
        } else if (path.startsWith(SYNC)) {
            return "api/sync-receipt";
        } else if (path.endsWith("/results")) {
            return "api/event-results";
        } else if (path.startsWith(SINGLE)) {
            return "api/event-receipt";
        } else if (path.contains("/rank/")) {
            return "api/rank";
        }
        if (path.startsWith("/api/v1/auth/")) {
            return body.has("token") ? "api/participant-token-minted" : "api/participant-tokens-revoked";
        } else if (path.startsWith("/api/v1/gamify/participants/")) {
            if (body.has("erasure_id")) {
                return "api/participant-erased";
            }
            return body.has("event_id") ? "api/participant-changed" : "api/participant-view";
        } else if (path.startsWith("/api/v1/admin/")) {
            return path.split("/").length > 5 ? "api/rule" : "api/rules";
        }
        if (path.startsWith("/api/v1/programs")) {
            return "api/programs";
        } else if (path.matches("/api/v1/contests(\\?.*)?")) {
            return "api/contests";
        }
        return path.contains("/leaderboard") ? "api/leaderboard" : "api/participant";
    }

    /** An answer that passed its schema. */
    record Reply(HttpResponse<String> http, JsonNode body) {

        int status() {
            return http.statusCode();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            return body;
        }

        String text(String member) {
            return body.path(member).asText();
        }

        /** The codes of all details of a refusal. */
        java.util.List<String> codes() {
            return body.path("details").findValuesAsText("code");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
