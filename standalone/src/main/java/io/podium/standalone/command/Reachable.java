package io.podium.standalone.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** Finds out soon, and without Kafka's clients and their warnings, that no broker is there. */
final class Reachable {

    /** For all addresses together. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int LEAST_MS = 500;

    private Reachable() {}

    /**
     * Checks that one of these addresses takes a connection, within about four seconds.
     *
     * @param bootstrapServers {@code host:port}, by comma
     * @throws IllegalArgumentException when that is no address
     * @throws IllegalStateException when none does
     */
    static void require(String bootstrapServers) {
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
        for (String address : addresses) {
            if (System.nanoTime() < deadline && answers(address, patience)) {
                return;
            }
        }
        throw new IllegalStateException(
                "expected a Kafka broker at " + String.join(" or ", addresses) + ", but nothing answers there");
    }

    private static boolean answers(String address, int patienceMs) {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("expected --bootstrap-servers as host:port, but " + address);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), patienceMs);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
