package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of all that is wrong with a request the first filter reports its own, and nothing of what comes behind. */
class FilterOrderTest {

    private static final String EVENT = "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\"}";
    private static final String TOO_LARGE = " ".repeat(1024 * 1024 + 1);

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_request_that_is_wrong_in_every_way_is_refused_for_one_after_the_other() {
        String path = Front.SINGLE + "?nothing=1";
        front.header("Content-Type", "text/plain").header("Content-Encoding", "br");

        front.header("Authorization", null).header("X-Bricqs-Tenant", null);
        expect(
                front.post(path, TOO_LARGE),
                401,
                "unauthorized",
                "expected header Authorization: Bearer <key or token>");
        front.header("Authorization", "Bearer bq_test_admin_ffffffffffffffff");
        expect(front.post(path, TOO_LARGE), 401, "unauthorized", "expected a valid key, but it is unknown or revoked");
        front.header("Authorization", "Bearer " + Front.PART);
        expect(front.post(path, TOO_LARGE), 400, "missing_tenant", "expected header X-Bricqs-Tenant, but it is absent");
        front.header("X-Bricqs-Tenant", "another");
        expect(
                front.post(path, TOO_LARGE),
                403,
                "wrong_tenant",
                "expected a key or token of this tenant, but it is another's");
        front.header("X-Bricqs-Tenant", Front.TENANT);
        expect(
                front.post(path, TOO_LARGE),
                403,
                "wrong_scope",
                "expected a key of scope admin, or a token of scope events, but its scope is part");
        front.header("Authorization", "Bearer " + Front.ADMIN);
        expect(
                front.post(path, TOO_LARGE),
                413,
                "body_too_large",
                "expected a body of at most 1048576 bytes, also after inflating, but more came");
        expect(front.post(path, "{"), 400, "invalid_parameter", "expected no query parameters here, but nothing came");
        front.header("Idempotency-Key", "");
        expect(front.post(Front.SINGLE, "{"), 400, "invalid_event", "expected 1 to 255 characters, but 0 came");
        front.header("Idempotency-Key", null);
        expect(
                front.post(Front.SINGLE, "{"),
                415,
                "unsupported_media_type",
                "expected Content-Type application/json, but text/plain");
        front.header("Content-Type", "application/json");
        expect(
                front.post(Front.SINGLE, "{"),
                415,
                "unsupported_media_type",
                "expected Content-Encoding gzip or identity, but br");
        front.header("Content-Encoding", null);
        assertThat(front.post(Front.SINGLE, "{").text("error")).isEqualTo("invalid_event");
        assertThat(front.engine.log).isEmpty();
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
    }

    @Test
    void a_failure_of_an_endpoint_is_500_and_says_nothing_of_its_cause() {
        front.engine.failure = new IllegalStateException("a secret");
        Reply reply = front.post(Front.SINGLE, EVENT);
        expect(reply, 500, "internal_error", "the request failed by a defect of the server");
        assertThat(reply.header("X-Request-Id")).isEqualTo(reply.text("request_id"));
        front.engine.failure = null;
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
    }

    private static void expect(Reply reply, int status, String error, String message) {
        assertThat(reply.status()).as(error).isEqualTo(status);
        assertThat(reply.text("error")).isEqualTo(error);
        assertThat(reply.text("message")).isEqualTo(message);
        assertThat(reply.header("X-Request-Id")).isEqualTo(reply.text("request_id"));
    }
}
