package io.podium.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReachableTest {

    @Test
    void what_answers_as_another_protocol_is_no_broker() throws IOException {
        for (byte[] answer : new byte[][] {
            "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8), {0x15, 3, 3, 0, 2, 2, 10}, {}, {0, 0, 0, 8, 1, 2, 3, 4}
        }) {
            try (ServerSocket server = answering(answer)) {
                String address = "127.0.0.1:" + server.getLocalPort();
                assertThatThrownBy(() -> Reachable.require(address, false))
                        .hasMessageContaining("expected a Kafka broker at " + address)
                        .hasMessageContaining("is none");
            }
        }
    }

    @Test
    void a_broker_echoes_the_number_of_the_request() throws IOException {
        byte[] answer = ByteBuffer.allocate(14).putInt(10).putInt(0x506f6469).array();
        try (ServerSocket server = answering(answer)) {
            assertThatCode(() -> Reachable.require("127.0.0.1:" + server.getLocalPort(), false))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void behind_tls_a_connection_is_enough() throws IOException {
        try (ServerSocket server = answering(new byte[0])) {
            assertThatCode(() -> Reachable.require("127.0.0.1:1,127.0.0.1:" + server.getLocalPort(), true))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void nobody_there_is_reported_with_the_addresses() {
        assertThatThrownBy(() -> Reachable.require("127.0.0.1:1,127.0.0.1:2", false))
                .hasMessage("expected a Kafka broker at 127.0.0.1:1 or 127.0.0.1:2, but nothing answers there");
        assertThatThrownBy(() -> Reachable.require("nowhere", false)).hasMessageContaining("as host:port");
    }

    /** Answers the first request that comes, and closes. */
    private static ServerSocket answering(byte[] answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CompletableFuture.runAsync(() -> {
            try (Socket client = server.accept()) {
                client.getInputStream().readNBytes(14);
                client.getOutputStream().write(answer);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return server;
    }
}
