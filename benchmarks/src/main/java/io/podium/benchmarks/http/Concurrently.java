package io.podium.benchmarks.http;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that several threads do at once. */
final class Concurrently {
    private Concurrently() {}

    /** Lets so many threads do the same work, and returns when all have. */
    static void run(int threads, Callable<Void> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Void> one : pool.invokeAll(Collections.nCopies(threads, work))) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load ended early", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
