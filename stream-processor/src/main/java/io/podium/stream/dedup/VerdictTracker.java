package io.podium.stream.dedup;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.query.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How far stage 1 has come in each partition of the raw topic that this node owns, with its latest verdicts: where
 * queries wait for an offset to be processed. One stream thread writes a partition, any thread asks. Memory is
 * bounded: {@value #REMEMBERED} verdicts per partition; the API node bounds who waits.
 */
public final class VerdictTracker {

    /** How many of a partition's latest offsets keep their verdict in memory. */
    static final int REMEMBERED = 1 << 14;

    /** What became of waiting for an offset. */
    public enum Progress {
        /** Stage 1 has processed it. */
        PROCESSED,
        /** This node does not own the partition, or no more. */
        NOT_HERE,
        /** The wait is over. */
        TIMED_OUT
    }

    private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();
    private final Executor executor;
    private final Queue<Runnable> toReport = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean reporting = new AtomicBoolean();

    /** Waiting queries continue on the executor, so that they never hold a stream thread up. */
    public VerdictTracker(Executor executor) {
        this.executor = executor;
    }

    /** This node now owns the partition; nothing is known of it yet. */
    void open(int partition) {
        close(partition);
        partitions.put(partition, new Partition());
    }

    /** This node owns the partition no more; who waits is answered. */
    void close(int partition) {
        Partition closed = partitions.remove(partition);
        if (closed != null) {
            complete(closed.waitersUpTo(Long.MAX_VALUE), Progress.NOT_HERE);
        }
    }

    /** The partitions that this node owns now. */
    public Set<Integer> partitions() {
        return Set.copyOf(partitions.keySet());
    }

    /** Stage 1 has processed the record at this offset; an invalid record has no verdict. */
    void record(int partition, long offset, Optional<Verdict> verdict) {
        complete(requireNonNull(partitions.get(partition)).record(offset, verdict.orElse(null)), Progress.PROCESSED);
    }

    /** Completes when the offset is processed, or can't be here, or the wait is over. */
    public CompletableFuture<Progress> processed(int partition, long offset, Duration wait) {
        Partition known = partitions.get(partition);
        return known == null ? CompletableFuture.completedFuture(Progress.NOT_HERE) : known.processed(offset, wait);
    }

    /** The verdict on an offset, while it is remembered. */
    public Optional<Verdict> verdict(int partition, long offset) {
        Partition known = partitions.get(partition);
        return known == null ? Optional.empty() : known.verdict(offset);
    }

    private void complete(List<CompletableFuture<Progress>> waiters, Progress progress) {
        for (CompletableFuture<Progress> waiter : waiters) {
            toReport.add(() -> waiter.complete(progress));
        }
        if (!waiters.isEmpty() && reporting.compareAndSet(false, true)) {
            executor.execute(this::report);
        }
    }

    /** Answers all who wait: a thread that is awake takes what comes meanwhile, and need not be woken for each. */
    private void report() {
        do {
            try {
                for (Runnable next = toReport.poll(); next != null; next = toReport.poll()) {
                    next.run();
                }
            } finally {
                reporting.set(false);
            }
        } while (!toReport.isEmpty() && reporting.compareAndSet(false, true));
    }

    private static final class Partition {

        private final long[] offsets = new long[REMEMBERED];
        private final Verdict[] verdicts = new Verdict[REMEMBERED];
        private final NavigableMap<Long, List<CompletableFuture<Progress>>> waiters = new TreeMap<>();
        private long processed = -1;

        synchronized List<CompletableFuture<Progress>> record(long offset, @Nullable Verdict verdict) {
            int slot = slot(offset);
            offsets[slot] = offset;
            verdicts[slot] = verdict;
            processed = offset;
            return waitersUpTo(offset);
        }

        synchronized List<CompletableFuture<Progress>> waitersUpTo(long offset) {
            if (waiters.isEmpty() || waiters.firstKey() > offset) {
                return List.of();
            }
            NavigableMap<Long, List<CompletableFuture<Progress>>> reached = waiters.headMap(offset, true);
            List<CompletableFuture<Progress>> all = new ArrayList<>();
            reached.values().forEach(all::addAll);
            reached.clear();
            return all;
        }

        synchronized CompletableFuture<Progress> processed(long offset, Duration wait) {
            if (offset <= processed) {
                return CompletableFuture.completedFuture(Progress.PROCESSED);
            }
            CompletableFuture<Progress> waiter = new CompletableFuture<>();
            waiters.computeIfAbsent(offset, waited -> new ArrayList<>(1)).add(waiter);
            return waiter.completeOnTimeout(Progress.TIMED_OUT, wait.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((done, failure) -> forget(offset, waiter));
        }

        /** Takes a waiter that gave up out of the list, so that the list can't grow while nothing is processed. */
        private synchronized void forget(long offset, CompletableFuture<Progress> waiter) {
            waiters.computeIfPresent(offset, (waited, list) -> {
                list.removeIf(other -> other == waiter);
                return list.isEmpty() ? null : list;
            });
        }

        synchronized Optional<Verdict> verdict(long offset) {
            int slot = slot(offset);
            return offsets[slot] == offset ? Optional.ofNullable(verdicts[slot]) : Optional.empty();
        }

        private static int slot(long offset) {
            return (int) (offset & (REMEMBERED - 1));
        }
    }
}
