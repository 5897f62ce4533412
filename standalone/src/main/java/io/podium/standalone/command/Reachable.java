package io.podium.standalone.command;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds out soon, and without Kafka's clients and their warnings, that no broker is there. What answers in another
 * protocol is refused, too: Kafka's clients take the first four bytes of an HTTP answer for its size, more than a GiB.
 */
final class Reachable {

    /** For all addresses together. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int LEAST_MS = 500;

    /** {@code ApiVersions}, version 0, without a client id: what a broker answers to anybody, before authentication. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0x50, 0x6f, 0x64, 0x69, -1, -1};

    private static final int CORRELATION = 0x506f6469;
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private Reachable() {}

    /** What is at an address. */
    private enum Found {
        BROKER,
        NOTHING,
        /** It takes connections and answers otherwise than a broker. */
        OTHER
    }

    /**
     * Checks that one of these addresses takes a connection, within about four seconds, and does not answer as
     * something else than a Kafka broker.
     *
     * @param bootstrapServers {@code host:port}, by comma
     * @param encrypted whether the connections use TLS; then nothing is asked
     * @throws IllegalArgumentException when that is no address
     * @throws IllegalStateException when none does
     */
    static void require(String bootstrapServers, boolean encrypted) {
        List<String> addresses = new ArrayList<>();
        for (String address : bootstrapServers.split(",")) {
            if (!address.isBlank()) {
                addresses.add(address.strip());
            }
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("expected --bootstrap-servers as host:port, but nothing");
        }
        int patience = Math.max(LEAST_MS, (int) PATIENCE.toMillis() / addresses.size());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> others = new ArrayList<>();
        for (String address : addresses) {
            Found found = System.nanoTime() < deadline ? look(address, patience, encrypted) : Found.NOTHING;
            if (found == Found.BROKER) {
                return;
            } else if (found == Found.OTHER) {
                others.add(address);
            }
        }
        throw new IllegalStateException("expected a Kafka broker at " + String.join(" or ", addresses)
                + (others.isEmpty()
                        ? ", but nothing answers there"
                        : ", but what answers at " + String.join(" and ", others)
                                + " is none, or expects TLS (security.protocol in --kafka-config)"));
    }

    private static Found look(String address, int patienceMs, boolean encrypted) {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("expected --bootstrap-servers as host:port, but " + address);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), patienceMs);
            return encrypted ? Found.BROKER : ask(socket, patienceMs);
        } catch (IOException e) {
            return Found.NOTHING;
        }
    }

    /** A broker that is slow to answer is one all the same: Kafka's clients have more patience. */
    private static Found ask(Socket socket, int patienceMs) {
        try {
            socket.setSoTimeout(patienceMs);
            socket.getOutputStream().write(API_VERSIONS);
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            int size = answer.readInt();
            boolean plausible = size >= Integer.BYTES && size <= LARGEST_ANSWER;
            return plausible && answer.readInt() == CORRELATION ? Found.BROKER : Found.OTHER;
        } catch (SocketTimeoutException e) {
            return Found.BROKER;
        } catch (IOException e) {
            return Found.OTHER;
        }
    }
}
