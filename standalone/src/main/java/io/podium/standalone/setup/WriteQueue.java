package io.podium.standalone.setup;

import io.podium.schemas.node.NodeThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes of an API node to a small topic, one after the other, with a bound on how many wait. */
final class WriteQueue implements AutoCloseable {

    /** Writes that wait behind the one that is being done. */
    static final int MAX_WAITING = 100;

    private final ThreadPoolExecutor writer;

    /** A queue with a thread of this name. */
    WriteQueue(String thread) {
        writer = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), NodeThreads.daemons(thread));
    }

    /**
     * Writes as soon as those before are done.
     *
     * @param full what is answered at once when too many wait
     */
    <T> CompletableFuture<T> write(Supplier<T> write, T full) {
        try {
            return CompletableFuture.supplyAsync(write, writer);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(full);
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
