package io.podium.stream.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Values that queries wait for by key, and that a stage announces when it has stored them. To miss none, a query
 * first waits and then looks into the store.
 *
 * @param <V> what is announced
 */
public final class PendingResults<V> {

    private final Map<String, List<CompletableFuture<V>>> waiters = new ConcurrentHashMap<>();
    private final Executor executor;

    /** Waiting queries continue on the executor, so that they never hold a stream thread up. */
    public PendingResults(Executor executor) {
        this.executor = executor;
    }

    /** A future of the value; the caller bounds it by a deadline or cancels it. */
    public CompletableFuture<V> await(String key) {
        CompletableFuture<V> waiter = new CompletableFuture<>();
        waiters.compute(key, (waited, list) -> {
            List<CompletableFuture<V>> more = list == null ? new ArrayList<>(1) : list;
            more.add(waiter);
            return more;
        });
        return waiter.whenComplete((value, failure) -> forget(key, waiter));
    }

    /** Answers whoever waits for the key. */
    public void announce(String key, V value) {
        if (waiters.isEmpty()) {
            return;
        }
        List<CompletableFuture<V>> waiting = waiters.remove(key);
        if (waiting != null) {
            waiting.forEach(waiter -> executor.execute(() -> waiter.complete(value)));
        }
    }

    private void forget(String key, CompletableFuture<V> waiter) {
        waiters.computeIfPresent(key, (waited, list) -> {
            list.removeIf(other -> other == waiter);
            return list.isEmpty() ? null : list;
        });
    }
}
