package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.contract.MalformedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MalformedRequestsTest {

    private static final String EVENT = "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\"}";

    private final Front front = new Front();

    @AfterEach
    void close() {
        assertThat(front.post(Front.SINGLE, EVENT).status())
                .as("the service goes on")
                .isEqualTo(202);
        front.close();
    }

    @Test
    void a_body_that_is_no_event_is_400_with_its_problems_at_every_endpoint() {
        Map<String, byte[]> malformed = MalformedEvents.all();
        assertThat(malformed.size() * 2).isGreaterThan(200);
        malformed.forEach((name, body) -> {
            for (String path : List.of(Front.SINGLE, Front.SYNC)) {
                Reply reply = front.post(path, body);
                assertThat(reply.status()).as(path + " " + name).isEqualTo(400);
                assertThat(reply.codes()).as(name).isNotEmpty();
            }
        });
        assertThat(front.engine.log).isEmpty();
    }

    @Test
    void as_the_only_event_of_a_batch_it_is_400_too() {
        MalformedEvents.all().forEach((name, body) -> {
            byte[] start = "{\"events\":[".getBytes(StandardCharsets.UTF_8);
            byte[] batch = new byte[start.length + body.length + 2];
            System.arraycopy(start, 0, batch, 0, start.length);
            System.arraycopy(body, 0, batch, start.length, body.length);
            batch[batch.length - 2] = ']';
            batch[batch.length - 1] = '}';
            assertThat(front.post(Front.BATCH, batch).status()).as(name).isEqualTo(400);
        });
        assertThat(front.engine.log).isEmpty();
    }

    @Test
    void what_is_hardly_http_is_refused_or_cut_off() throws IOException {
        List<String> requests = List.of(
                "\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "POST /api/v1/ingest/events HTTP/9.9\r\n\r\n",
                "POST /api/v1/ingest/events HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST /api/v1/ingest/events HTTP/1.1\r\nContent-Length: many\r\n\r\n",
                "POST /api/v1/ingest/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "POST /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\n" + "A: b\r\n".repeat(1_000) + "\r\n",
                "GET /health/live HTTP/1.1\r\nA: " + "b".repeat(100_000) + "\r\n\r\n",
                "GET /api/v1/gamify/state/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/gamify/state/%c0%80 HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0000\u0001\u0002\u0003");
        for (String request : requests) {
            assertThat(statusOf(request))
                    .as(request.substring(0, Math.min(60, request.length())))
                    .isLessThan(500);
        }
    }

    @Test
    void a_header_that_stands_twice_is_refused_where_it_says_who_asks_or_how_to_read() throws IOException {
        String line = "POST " + Front.SINGLE + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + EVENT.length() + "\r\n";
        String headers = "Authorization: Bearer " + Front.ADMIN + "\r\nX-Bricqs-Tenant: " + Front.TENANT
                + "\r\nContent-Type: application/json\r\n";
        assertThat(statusOf(line + headers + "\r\n" + EVENT)).isEqualTo(202);
        for (String twice : List.of("Authorization: Bearer x", "X-Bricqs-Tenant: other", "Content-Type: text/plain")) {
            assertThat(statusOf(line + headers + twice + "\r\n\r\n" + EVENT))
                    .as(twice)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_length_beyond_all_numbers_is_too_large() throws IOException {
        String headers = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Front.ADMIN + "\r\nX-Bricqs-Tenant: "
                + Front.TENANT + "\r\nContent-Type: application/json\r\nContent-Length: ";
        assertThat(statusOf("POST " + Front.SINGLE + headers + "99999999999999999999999\r\n\r\n{}"))
                .isIn(400, 413);
    }

    @Test
    void a_body_that_trickles_in_is_cut_off_and_holds_nobody_up() throws IOException {
        String head = "POST " + Front.SINGLE + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Front.ADMIN
                + "\r\nX-Bricqs-Tenant: " + Front.TENANT
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.server.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> socket.getOutputStream().write(' '))
                            .isInstanceOf(SocketException.class));
        }
    }

    /** The status of the answer, or 0 when the connection is closed without one. */
    private int statusOf(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return line.startsWith("HTTP/1") ? Integer.parseInt(line.substring(9, 12)) : 0;
        } catch (SocketException e) {
            return 0;
        }
    }
}
