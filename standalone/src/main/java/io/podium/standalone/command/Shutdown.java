package io.podium.standalone.command;

import java.util.concurrent.CountDownLatch;

/** Keeps a server command alive until the process is asked to end, then closes what runs and lets the process go. */
final class Shutdown {
    private Shutdown() {}

    /** Waits for SIGTERM or SIGINT, then closes. */
    static void await(AutoCloseable running) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close(running);
                            asked.countDown();
                        },
                        "podium-shutdown"));
        asked.await();
    }

    private static void close(AutoCloseable running) {
        System.err.println("stopping ...");
        try {
            running.close();
            System.err.println("stopped");
        } catch (Exception e) {
            System.err.println("podium: expected to stop cleanly, but " + e);
        }
    }
}
