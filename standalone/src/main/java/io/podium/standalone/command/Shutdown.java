package io.podium.standalone.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a server command alive until the process is asked to end, then closes what runs and lets the process go. Who
 * asks while it starts waits until it has started, so that nothing is left half made.
 */
final class Shutdown {

    private static final int START_SECONDS = 60;

    private volatile CompletableFuture<AutoCloseable> running = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Shutdown() {}

    /** From now on, SIGTERM or SIGINT waits for what {@link #await} or {@link #nothing} is given. */
    static Shutdown begin() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "podium-shutdown"));
        return shutdown;
    }

    /** Waits for SIGTERM or SIGINT, then closes. */
    static void await(AutoCloseable running) throws InterruptedException {
        begin().awaitEnd(running);
    }

    /** Waits for SIGTERM or SIGINT, or closes now if one came. */
    void awaitEnd(AutoCloseable started) throws InterruptedException {
        await(started, new CompletableFuture<Object>());
    }

    /**
     * Waits for SIGTERM or SIGINT, on which what runs is closed; or for a failure, on which it is closed, too.
     *
     * @return the failure; empty after a signal
     */
    <T> Optional<T> await(AutoCloseable started, CompletableFuture<T> failure) throws InterruptedException {
        running.complete(started);
        try {
            CompletableFuture.anyOf(ended, failure).get();
            if (!failure.isDone()) {
                return Optional.empty();
            }
            running = new CompletableFuture<>();
            started.close();
            return Optional.of(failure.get());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("expected to stop cleanly, but " + e, e);
        }
    }

    /** Nothing runs, or it is closed already. */
    void nothing() {
        running.complete(null);
    }

    private void end() {
        try {
            AutoCloseable started = running.get(START_SECONDS, TimeUnit.SECONDS);
            if (started != null) {
                System.err.println("stopping ...");
                started.close();
                System.err.println("stopped");
            }
        } catch (TimeoutException e) {
            System.err.println("podium: asked to end while it starts, which takes long; it ends as it is");
        } catch (Exception e) {
            System.err.println("podium: expected to stop cleanly, but " + e);
        }
        ended.complete(null);
    }
}
