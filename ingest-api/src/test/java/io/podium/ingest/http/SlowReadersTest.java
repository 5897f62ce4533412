package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.access.RateLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks and does not read holds nobody up: not those who write, not those who read, and not the heap. */
class SlowReadersTest {

    private static final int PLACES = 4;
    private static final String EVENT =
            "{\"participant_id\":\"p\",\"event_type\":\"quiz_completed\",\"idempotency_key\":\"k\"}";

    private final Front front = new Front(RateLimits.Limits.OFF, new Admission(PLACES, 1_000, 64L * 1024 * 1024));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        front.close();
    }

    @Test
    void answers_that_nobody_reads_take_no_place_and_end_by_a_deadline() throws IOException {
        for (int i = 0; i < 3 * PLACES; i++) {
            sockets.add(asking("/api/v1/contests/huge/leaderboard"));
        }
        // The node's bound is at least 8 MiB, and each answer has more than five.
        Awaitility.await().untilAsserted(() -> assertThat(unread()).isPositive());
        assertThat(unread())
                .isLessThanOrEqualTo(Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 16));
        assertThat(front.post(Front.SINGLE, EVENT).status()).isEqualTo(202);
        assertThat(front.get("/api/v1/gamify/state/p").status()).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(unread())
                .as("connections are closed, and their answers with them")
                .isZero());
    }

    @Test
    void pages_that_need_no_key_count_as_well() throws IOException {
        for (int i = 0; i < 8_000; i++) {
            front.registry
                    .counter("many.of.them", "number", "x".repeat(1_000) + i)
                    .increment();
        }
        for (int i = 0; i < 3 * PLACES; i++) {
            sockets.add(asking("/metrics"));
        }
        Awaitility.await().untilAsserted(() -> assertThat(unread()).isPositive());
        assertThat(unread())
                .isLessThanOrEqualTo(Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 16));
    }

    private long unread() {
        return (long)
                front.registry.get("podium.http.answers.unread.bytes").gauge().value();
    }

    private Socket asking(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), front.server.port()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Front.ADMIN
                + "\r\nX-Bricqs-Tenant: " + Front.TENANT + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
