package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointsTest {

    private static final String TOKENS = "/api/v1/auth/participant-token";

    private Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    private String mint(String body) {
        Reply reply = front.header("Authorization", "Bearer " + Front.ADMIN).post(TOKENS, body);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply.text("token");
    }

    /** From now on this token asks. */
    private Front as(String token) {
        return front.header("Authorization", "Bearer " + token).header("X-Bricqs-Tenant", null);
    }

    @Test
    void a_token_reads_its_own_participant_and_boards_without_the_header_of_a_tenant() {
        as(mint("{\"participant_id\": \"ann\"}"));
        for (String path : List.of(
                "/api/v1/gamify/state/ann",
                "/api/v1/gamify/participants/ann",
                "/api/v1/gamify/participants/ann/points",
                "/api/v1/gamify/participants/ann/points/transactions",
                "/api/v1/gamify/participants/ann/events",
                "/api/v1/contests/cup/rank/ann",
                "/api/v1/contests/cup/leaderboard?around=bob",
                "/api/v1/contests",
                "/api/v1/programs")) {
            assertThat(front.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(front.get("/api/v1/gamify/participants/ann").body().has("profile"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/gamify/state/bob",
                "/api/v1/gamify/state/Ann",
                "/api/v1/gamify/state/ann%2F..%2Fbob",
                "/api/v1/gamify/state/ann%20",
                "/api/v1/gamify/participants/bob",
                "/api/v1/gamify/participants/bob/points",
                "/api/v1/gamify/participants/bob/points/transactions",
                "/api/v1/gamify/participants/bob/events",
                "/api/v1/contests/cup/rank/bob"
            })
    void of_another_participant_nothing_is_said(String path) {
        as(mint("{\"participant_id\": \"ann\"}"));
        Reply reply = front.get(path);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("error")).isEqualTo("wrong_participant");
    }

    @Test
    void every_route_but_reads_and_single_events_is_closed_to_tokens() {
        String token = mint("{\"participant_id\": \"ann\", \"scopes\": [\"read\", \"stream\", \"events\"]}");
        as(token);
        for (Route route : front.server.routes().routes()) {
            if (!(route instanceof Route.Api api) || api.access() != Access.ADMIN) {
                continue;
            }
            String path = api.path().replaceAll("\\{[a-z_]+}", "ann");
            Reply reply = front.send(api.method().toString(), path, BodyPublishers.ofString("{}"));
            assertThat(reply.status()).as("%s %s", api.method(), path).isEqualTo(403);
            assertThat(reply.text("error")).isEqualTo("wrong_scope");
        }
        assertThat(front.post(Front.BATCH, "{\"events\": []}").status()).isEqualTo(403);
    }

    /** As the tests' client was at first. */
    private void header() {
        front.header("X-Bricqs-Tenant", Front.TENANT);
    }

    @Test
    void a_tenant_that_is_named_must_be_the_tokens() {
        as(mint("{\"participant_id\": \"ann\"}"));
        assertThat(front.header("X-Bricqs-Tenant", "another")
                        .get("/api/v1/gamify/state/ann")
                        .text("error"))
                .isEqualTo("wrong_tenant");
    }

    @Test
    void a_token_ends_by_time_or_by_revocation_and_says_which() {
        String token = mint("{\"participant_id\": \"ann\", \"ttl_seconds\": 60.0}");
        Reply revoked = front.send("DELETE", TOKENS + "/bob", BodyPublishers.noBody());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text("participant_id")).isEqualTo("bob");
        as(token);
        assertThat(front.get("/api/v1/gamify/state/ann").status()).isEqualTo(200);
        front.clock.advance(Duration.ofMinutes(3));
        Reply expired = front.get("/api/v1/gamify/state/ann");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.text("error")).isEqualTo("token_expired");
        assertThat(expired.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");

        header();
        String fresh = mint("{\"participant_id\": \"ann\"}");
        front.send("DELETE", TOKENS + "/ann", BodyPublishers.noBody());
        as(fresh);
        assertThat(front.get("/api/v1/gamify/state/ann").text("error")).isEqualTo("token_invalid");
        header();
        as(mint("{\"participant_id\": \"ann\"}"));
        assertThat(front.get("/api/v1/gamify/state/ann").status()).isEqualTo(200);
    }

    @Test
    void a_revocation_that_could_not_be_written_is_503() {
        front.engine.logDown = true;
        assertThat(front.send("DELETE", TOKENS + "/ann", BodyPublishers.noBody())
                        .status())
                .isEqualTo(503);
    }

    @Test
    void only_admin_keys_mint() {
        front.header("Authorization", "Bearer " + Front.PART);
        assertThat(front.post(TOKENS, "{\"participant_id\": \"ann\"}").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                         | participant_id | missing
            {"participant_id": 7}                                      | participant_id | wrong_type
            {"participant_id": "ann", "ttl_seconds": 59}               | ttl_seconds    | out_of_range
            {"participant_id": "ann", "ttl_seconds": 86401}            | ttl_seconds    | out_of_range
            {"participant_id": "ann", "ttl_seconds": "60"}             | ttl_seconds    | wrong_type
            {"participant_id": "ann", "ttl_seconds": 60.5}             | ttl_seconds    | out_of_range
            {"participant_id": "ann", "ttl_seconds": 1e400}            | ttl_seconds    | out_of_range
            {"participant_id": "ann", "ttl_seconds": []}               | ttl_seconds    | wrong_type
            {                                                          | ``             | malformed_json
            []                                                         | ``             | wrong_type
            {"participant_id": "ann", "scopes": []}                    | scopes         | wrong_type
            {"participant_id": "ann", "scopes": "read"}                | scopes         | wrong_type
            {"participant_id": "ann", "scopes": ["read", "admin"]}     | scopes         | unknown_scope
            {"participant_id": "ann", "scopes": [7]}                   | scopes         | wrong_type
            {"participant_id": "ann", "admin": true}                   | admin          | unknown_field
            """)
    void a_request_that_is_not_clear_mints_nothing(String body, String path, String code) {
        Reply reply = front.post(TOKENS, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid_token_request");
        assertThat(reply.body().at("/details/0/path").asText()).isEqualTo(path);
        assertThat(reply.body().at("/details/0/code").asText()).isEqualTo(code);
    }

    @Test
    void whoever_verifies_tokens_finds_their_keys() throws Exception {
        String token = mint("{\"participant_id\": \"ann\"}");
        front.header("Authorization", null).header("X-Bricqs-Tenant", null);
        Reply keys = front.get("/.well-known/jwks.json");
        assertThat(keys.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(keys.header("Content-Type")).isEqualTo("application/json");
        JWKSet set = JWKSet.parse(keys.http().body());
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(set.getKeyByKeyId(jwt.getHeader().getKeyID())).isNotNull();
        assertThat(keys.http().body()).doesNotContain("\"d\"");
    }

    @Test
    void a_participant_may_ask_as_often_as_its_limit_says_and_no_more() {
        front.close();
        front = new Front(new RateLimits.Limits(100, 100, 2, 0), new Admission(100, 1_000_000, 1_000_000));
        String ann = mint("{\"participant_id\": \"ann\"}");
        String again = mint("{\"participant_id\": \"ann\"}");
        String bob = mint("{\"participant_id\": \"bob\"}");
        as(ann);
        assertThat(front.get("/api/v1/gamify/state/ann").header("X-RateLimit-Limit"))
                .isEqualTo("2");
        as(again);
        assertThat(front.get("/api/v1/gamify/state/ann").status()).isEqualTo(200);
        assertThat(front.get("/api/v1/gamify/state/ann").status()).isEqualTo(429);
        as(bob);
        assertThat(front.get("/api/v1/gamify/state/bob").status()).isEqualTo(200);
    }

    @Test
    void the_token_says_what_it_is_for_and_nothing_of_the_key_that_minted_it() throws IOException {
        String token = mint("{\"participant_id\": \"ann\"}");
        JsonNode claims =
                Json.mapper().readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.get("sub").asText()).isEqualTo("ann");
        assertThat(claims.get("aud").asText()).isEqualTo(Front.TENANT);
        assertThat(claims.get("scp")).hasToString("[\"read\",\"stream\"]");
        assertThat(claims.get("key").asText()).hasSize(12);
        assertThat(claims.toString()).doesNotContain(Front.ADMIN);
    }
}
