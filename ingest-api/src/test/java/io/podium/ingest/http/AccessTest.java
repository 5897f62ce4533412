package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.access.RateLimits;
import io.podium.ingest.http.Front.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String EVENT = "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\"}";

    private Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Bearer nonsense",
                "Bearer bq_test_admin_ffffffffffffffff",
                "Bearer bq_test_admin_" + "0123456789abcde",
                "Bearer " + Front.REVOKED,
                Front.ADMIN
            })
    void without_a_valid_key_the_answer_is_401(String authorization) {
        Reply reply = front.header("Authorization", authorization).post(Front.SINGLE, EVENT);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("error")).isEqualTo("unauthorized");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(front.engine.log).isEmpty();
    }

    @Test
    void while_keys_are_being_loaded_no_key_is_judged_good_or_bad() {
        front.keysComplete = false;
        for (String key : List.of(Front.ADMIN, Front.REVOKED, "bq_test_admin_ffffffffffffffff")) {
            Reply reply = front.header("Authorization", "Bearer " + key).post(Front.SINGLE, EVENT);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
        }
        assertThat(front.header("Authorization", "Bearer nonsense")
                        .post(Front.SINGLE, EVENT)
                        .status())
                .isEqualTo(401);
        front.keysComplete = true;
        assertThat(front.header("Authorization", "Bearer " + Front.ADMIN)
                        .post(Front.SINGLE, EVENT)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void a_key_of_another_tenant_or_scope_is_403_and_a_missing_tenant_400() {
        assertThat(front.header("X-Bricqs-Tenant", "another")
                        .post(Front.SINGLE, EVENT)
                        .text("error"))
                .isEqualTo("wrong_tenant");
        assertThat(front.header("X-Bricqs-Tenant", null)
                        .post(Front.SINGLE, EVENT)
                        .status())
                .isEqualTo(400);
        front.header("X-Bricqs-Tenant", Front.TENANT).header("Authorization", "Bearer " + Front.PART);
        Reply scope = front.post(Front.SINGLE, EVENT);
        assertThat(scope.status()).isEqualTo(403);
        assertThat(scope.text("error")).isEqualTo("wrong_scope");
        assertThat(front.get("/api/v1/gamify/state/p").status())
                .as("part keys may read")
                .isEqualTo(200);
    }

    @Test
    void unknown_paths_methods_and_media_types_have_their_statuses() {
        assertThat(front.get("/api/v2/anything").status()).isEqualTo(404);
        Reply method = front.get(Front.SINGLE);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("POST, OPTIONS");
        assertThat(front.post("/api/v1/gamify/state/p", EVENT).header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        front.header("Content-Type", "text/plain");
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(415);
        front.header("Content-Type", null);
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(415);
        front.header("Content-Type", "Application/JSON; charset=UTF-8");
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
        front.header("Content-Encoding", "br");
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(415);
    }

    @Test
    void a_body_over_the_limit_is_413_whether_its_length_is_declared_or_not() {
        byte[] large = ("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(front.post(Front.SINGLE, large).status()).isEqualTo(413);
        Reply chunked = front.send(
                "POST",
                Front.SINGLE,
                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
    }

    @Test
    void a_gzipped_body_is_inflated_up_to_the_limit() throws IOException {
        front.header("Content-Encoding", "gzip");
        assertThat(front.post(Front.SINGLE, gzip(EVENT.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(202);
        byte[] bomb = gzip(new byte[50 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(100_000);
        assertThat(front.post(Front.SINGLE, bomb).status()).isEqualTo(413);
        assertThat(front.post(Front.BATCH, bomb).status()).isEqualTo(413);
        Reply noGzip = front.post(Front.SINGLE, EVENT);
        assertThat(noGzip.status()).isEqualTo(400);
        assertThat(noGzip.text("error")).isEqualTo("malformed_gzip");
    }

    @Test
    void over_the_rate_limit_the_answer_is_429_and_says_when_to_come_again() {
        front.close();
        front = new Front(new RateLimits.Limits(3, 100, 120, 100), new Admission(100, 1_000_000, 1_000_000));
        for (int i = 0; i < 3; i++) {
            Reply reply = front.post(Front.SINGLE, EVENT);
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("3");
            assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(2 - i));
        }
        Reply over = front.post(Front.SINGLE, EVENT);
        assertThat(over.status()).isEqualTo(429);
        assertThat(Integer.parseInt(over.header("Retry-After"))).isBetween(1, 60);
        assertThat(over.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(front.engine.log).hasSize(3);
    }

    @Test
    void more_requests_at_once_than_there_is_room_for_are_503_and_the_room_comes_back() {
        front.close();
        front = new Front(RateLimits.Limits.OFF, new Admission(5, 1_000_000, 1_000_000));
        CompletableFuture<Void> gate = new CompletableFuture<>();
        front.engine.gate = gate;
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(front.postAsync(Front.SINGLE, EVENT));
        }
        org.awaitility.Awaitility.await().until(() -> front.engine.log.size() == 5);
        Reply over = front.post(Front.SINGLE, EVENT);
        assertThat(over.status()).isEqualTo(503);
        assertThat(over.header("Retry-After")).isEqualTo("1");
        gate.complete(null);
        assertThat(waiting)
                .allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(202));
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
    }

    @Test
    void the_request_id_is_the_callers_own_where_it_is_harmless() {
        assertThat(front.header("X-Request-Id", "mine-1")
                        .post(Front.SINGLE, "{}")
                        .text("request_id"))
                .isEqualTo("mine-1");
        assertThat(front.header("X-Request-Id", "<script>")
                        .post(Front.SINGLE, "{}")
                        .text("request_id"))
                .startsWith("req_");
    }

    @Test
    void health_reports_the_truth_and_metrics_are_there() {
        assertThat(front.get("/health/live").status()).isEqualTo(200);
        assertThat(front.get("/health/ready").status()).isEqualTo(200);
        front.engine.logDown = true;
        assertThat(front.get("/health/live").status()).isEqualTo(200);
        assertThat(front.get("/health/ready").status()).isEqualTo(503);
        front.post(Front.SINGLE, EVENT);
        assertThat(front.get("/metrics").http().body()).contains("podium_ingest_received_total 1.0");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
