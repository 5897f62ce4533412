package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An id in a path is data: whatever ingestion takes can be read back, and nothing else answers for it. */
class PathIdsTest {

    private static final List<String> ALPHABET = List.of(
            "/", "\\", "?", "%", ";", "#", "+", ".", "..", "&", "=", "\u0000", "\n", " ", "%2F", "%25", "|", "\"", "{",
            "}", "[", "a", "Z", "0", "é", "日", "😀", "~", "*", ":", "@", "'", "<", "\u007f", "\u2028");

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    static Stream<String> ids() {
        long seed = System.nanoTime();
        System.err.println("PathIdsTest seed " + seed);
        Random random = new Random(seed);
        return Stream.concat(
                ALPHABET.stream(),
                Stream.generate(() -> {
                            StringBuilder id = new StringBuilder();
                            int length = 1 + random.nextInt(random.nextBoolean() ? 5 : 250);
                            while (id.length() < length) {
                                id.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
                            }
                            return id.toString();
                        })
                        .limit(300));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_id_is_read_back_by_every_route_that_has_one(String id) throws IOException {
        String encoded = encoded(id);
        assertThat(body(raw("/api/v1/gamify/state/" + encoded))
                        .get("participant_id")
                        .textValue())
                .isEqualTo(id);
        assertThat(body(raw("/api/v1/contests/cup/rank/" + encoded))
                        .get("participant_id")
                        .textValue())
                .isEqualTo(id);
        String around = raw("/api/v1/contests/cup/leaderboard?limit=1&around=" + encoded);
        assertThat(body(around).at("/rows/0/participant_id").textValue()).isEqualTo(id);
        assertThat(raw("/api/v1/contests/" + encoded + "/leaderboard"))
                .startsWith("HTTP/1.1 404")
                .contains("not_found");
    }

    @Test
    void what_is_legal_unencoded_is_data_too() throws IOException {
        for (String id : List.of("a;b", "a;x=1", "a:b@c", "a+b", "a=b&c", "..", "a'b(c)*!$,")) {
            assertThat(body(raw("/api/v1/gamify/state/" + id))
                            .get("participant_id")
                            .textValue())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/gamify/state/alice?participant_id=bob",
                "/api/v1/contests/cup/rank/alice?participant_id=bob",
                "/api/v1/contests/cup/rank/alice?contest_id=other",
                "/api/v1/contests/cup/leaderboard?limit=3&offset=3",
                "/api/v1/admin/badges?collection=tiers",
                "/api/v1/ingest/events/evt_01M875XD855NTJ3T5CHHCG0HDM/results?event_id=x"
            })
    void a_query_never_stands_for_the_path_and_an_unknown_parameter_is_400(String path) {
        Reply reply = front.get(path);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid_parameter");
        assertThat(reply.codes()).containsExactly("unknown_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%4", "%ff", "a%fe", "%c0%80", "%ed%a0%80"})
    void an_id_that_is_no_encoded_text_is_400_and_never_another_id(String id) throws IOException {
        assertThat(raw("/api/v1/gamify/state/" + id)).startsWith("HTTP/1.1 400");
        assertThat(raw("/api/v1/contests/cup/leaderboard?around=" + id)).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_parameter_that_comes_twice_is_400() {
        assertThat(front.get("/api/v1/contests/cup/leaderboard?limit=1&limit=2").codes())
                .containsExactly("repeated");
    }

    @Test
    void a_request_line_with_a_host_is_routed_by_its_path() throws IOException {
        String path = "http://127.0.0.1:" + front.server.port() + "/api/v1/gamify/state/a%2Fb";
        assertThat(body(raw(path)).get("participant_id").textValue()).isEqualTo("a/b");
    }

    /** Every byte encoded but the letters and digits, so that no client library changes what is sent. */
    private static String encoded(String id) {
        StringBuilder text = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
            text.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return text.toString();
    }

    private String raw(String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.server.port())) {
            socket.setSoTimeout(30_000);
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + front.server.port()
                    + "\r\nAuthorization: Bearer " + Front.ADMIN + "\r\nX-Bricqs-Tenant: " + Front.TENANT
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode body(String answer) throws IOException {
        assertThat(answer).startsWith("HTTP/1.1 200");
        return Json.mapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
