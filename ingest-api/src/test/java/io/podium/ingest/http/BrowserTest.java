package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.ingest.http.Front.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers and caches ask for: other origins, heads, tags, ages, gzip. */
class BrowserTest {

    private static final String STATE = "/api/v1/gamify/participants/ada";
    private static final String APP = "https://app.example.org";

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    private Reply asked(String method, String path, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            front.header(headers[i], headers[i + 1]);
        }
        return front.send(method, path, BodyPublishers.noBody());
    }

    @Test
    void a_preflight_needs_no_key_and_says_what_is_allowed() {
        Reply reply = asked(
                "OPTIONS",
                "/api/v1/ingest/events",
                "Authorization",
                null,
                "Origin",
                APP,
                "Access-Control-Request-Method",
                "POST");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
        assertThat(reply.header("Access-Control-Allow-Headers")).contains("Idempotency-Key", "Authorization");
        assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("7200");
    }

    @Test
    void an_answer_names_the_origin_also_where_it_is_a_refusal() {
        Reply read = asked("GET", STATE, "Origin", "http://localhost:5173");
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
        assertThat(read.header("Access-Control-Expose-Headers")).contains("ETag", "Retry-After");
        assertThat(read.http().headers().allValues("Vary")).anyMatch(vary -> vary.contains("Origin"));
        Reply refused = asked("GET", STATE, "Authorization", "Bearer nobody");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org.evil.com",
                "http://app.example.org",
                "https://app.example.org:8443",
                "http://localhost.evil.com",
                "http://localhost:5173.evil.com",
                "http://localhostx:1",
                "null"
            })
    void other_origins_get_no_leave(String origin) {
        assertThat(asked("GET", STATE, "Origin", origin).header("Access-Control-Allow-Origin"))
                .isNull();
        assertThat(asked("OPTIONS", STATE, "Access-Control-Request-Method", "GET")
                        .header("Access-Control-Allow-Origin"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                                 | https://a.example | true
            https://a.example                 | https://a.example | true
            http://localhost:*                | http://localhost  | true
            http://localhost:*                | http://localhost:80 | true
            https://a.example,https://b.example | https://b.example | true
            https://a.example                 | https://A.example | false
            """)
    void origins_are_matched_exactly_but_for_ports(String configured, String origin, boolean allowed) {
        assertThat(Cors.of(configured).allows(origin)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "app.example.org", "https://a.example/", "https://*.example.org", "https://a, ", "ftp://a"})
    void what_is_no_origin_is_refused_with_what_was_expected(String configured) {
        assertThatThrownBy(() -> Cors.of(configured))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cors-origins: expected * or an origin such as");
    }

    @Test
    void who_has_an_answer_already_is_sent_none() {
        Reply first = asked("GET", STATE);
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
        String tag = first.header("ETag");
        assertThat(tag).matches("W/\"[0-9a-f]{24}\"");
        for (String known : new String[] {tag, tag.substring(2), "\"x\", " + tag, "*"}) {
            Reply again = asked("GET", STATE, "If-None-Match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.http().body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
        }
        assertThat(asked("GET", STATE, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void refusals_are_kept_by_nobody_and_boards_for_a_moment() {
        assertThat(asked("GET", STATE + "?x=1").header("Cache-Control")).isEqualTo("no-store");
        assertThat(asked("GET", "/api/v1/contests/cup/leaderboard").header("Cache-Control"))
                .isEqualTo("private, max-age=1");
        assertThat(front.post("/api/v1/ingest/events", "{}").header("ETag")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {STATE, "/health/live", "/health/ready", "/metrics", "/api/v1/admin/badges"})
    void head_answers_as_get_does_without_the_body(String path) {
        Reply get = asked("GET", path);
        Reply head = asked("HEAD", path);
        assertThat(head.status()).isEqualTo(get.status()).isEqualTo(200);
        assertThat(head.http().body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(get.header("Content-Length")).isNotNull();
    }

    @Test
    void a_long_answer_is_zipped_for_those_who_take_it() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + front.server.port() + "/api/v1/contests/huge/leaderboard"))
                .header("Authorization", "Bearer " + Front.ADMIN)
                .header("X-Bricqs-Tenant", Front.TENANT);
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<byte[]> zipped = client.send(
                request.copy().header("Accept-Encoding", "br, gzip;q=0.5").build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> plain =
                client.send(request.copy().header("Accept-Encoding", "gzip;q=0").build(), BodyHandlers.ofByteArray());
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(zipped.body().length).isLessThan(plain.body().length / 5);
        assertThat(new GZIPInputStream(new java.io.ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(asked("GET", "/api/v1/contests/cup/leaderboard", "Accept-Encoding", "gzip")
                        .header("Content-Encoding"))
                .as("a short one is not")
                .isNull();
    }
}
