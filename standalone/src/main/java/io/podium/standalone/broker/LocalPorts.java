package io.podium.standalone.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback for servers that are stopped and started again. They lie below those that operating systems give to
 * outgoing connections (from 32768 on Linux, from 49152 elsewhere), so that no client takes one meanwhile: not even one
 * that tries to reach the absent server, and on loopback can meet itself there.
 */
public final class LocalPorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;
    private static final int TRIES = 1_000;

    private LocalPorts() {}

    /**
     * A port that is free now.
     *
     * @throws IllegalStateException when there seems to be none
     */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "expected a free port on loopback from " + LOWEST + " to " + HIGHEST + ", but found none");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
