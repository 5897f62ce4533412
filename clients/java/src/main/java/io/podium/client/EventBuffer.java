package io.podium.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Collects events into batches, a group for each event type, and sends those that are full or have waited long enough.
 * What Podium can't take now is sent again until {@link #close} gives up; with its key each event counts once. Within a
 * group events are sent in their order, one batch after the other; groups do not wait for each other. Thread-safe.
 */
public final class EventBuffer implements AutoCloseable {

    private static final int MOST_BATCH_BYTES = 8 * 1024 * 1024;
    private static final int SENDERS = 4;
    private static final Duration GIVE_UP = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Events events;
    private final Settings settings;
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, EventBuffer::daemon);
    private final Thread clock = daemon(this::run);
    private final Map<String, Group> groups = new HashMap<>();
    private int waiting;
    private boolean closing;
    private boolean closed;
    private boolean flushing;

    /** What happens with an event that finds no room. */
    public enum WhenFull {
        /** Its thread waits for room. */
        BLOCK,
        /** It is refused with {@link RejectedExecutionException}. */
        REFUSE
    }

    /**
     * Bounds.
     *
     * @param batch events of a batch, 1 to 500
     * @param delay how long an event waits at the most for others
     * @param capacity events that are not answered yet, at the most
     */
    public record Settings(int batch, Duration delay, int capacity, WhenFull whenFull) {

        /** Batches of 500 events, 50 ms, and room for 50,000. */
        public static final Settings DEFAULT =
                new Settings(Events.MOST_OF_BATCH, Duration.ofMillis(50), 50_000, WhenFull.BLOCK);

        public Settings {
            if (batch < 1 || batch > Events.MOST_OF_BATCH || capacity < batch || delay.isNegative()) {
                throw new IllegalArgumentException("expected a batch of 1 to " + Events.MOST_OF_BATCH
                        + ", a capacity of at least that and a delay, but " + batch + ", " + capacity + ", " + delay);
            }
        }
    }

    private record Pending(Event event, int bytes, long dueNanos, CompletableFuture<BatchReceipt.Row> answer) {}

    /** Events of one type, in their order; guarded by the buffer. */
    private static final class Group {
        private final Deque<Pending> pending = new ArrayDeque<>();
        private final List<Pending> underWay = new ArrayList<>();

        private List<Pending> all() {
            List<Pending> all = new ArrayList<>(underWay);
            all.addAll(pending);
            return all;
        }
    }

    EventBuffer(Events events, Settings settings) {
        this.events = events;
        this.settings = settings;
        clock.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "podium-event-buffer");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Adds an event.
     *
     * @return its row of the answer; exceptionally a {@link PodiumException} when its batch was refused, and a {@link
     *     PodiumUnavailableException} when the buffer was closed before Podium took it
     * @throws RejectedExecutionException when the buffer is closed, or full and set to refuse
     */
    public CompletableFuture<BatchReceipt.Row> add(Event event) {
        int bytes = Calls.write(event).length + 1;
        CompletableFuture<BatchReceipt.Row> answer = new CompletableFuture<>();
        synchronized (this) {
            awaitRoom();
            waiting++;
            Group group = groups.computeIfAbsent(event.eventType(), none -> new Group());
            long due = System.nanoTime() + settings.delay().toNanos();
            group.pending.add(new Pending(event, bytes, due, answer));
            if (group.pending.size() == 1 || group.pending.size() >= settings.batch()) {
                notifyAll();
            }
        }
        return answer;
    }

    private synchronized void awaitRoom() {
        while (!closing && waiting >= settings.capacity()) {
            if (settings.whenFull() == WhenFull.REFUSE) {
                throw new RejectedExecutionException(
                        "expected room for an event, but " + waiting + " are not answered yet");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RejectedExecutionException("interrupted while there was no room", e);
            }
        }
        if (closing) {
            throw new RejectedExecutionException("expected an open buffer, but it is closed");
        }
    }

    /** Sends what there is without waiting for more, and returns when all of it is answered. */
    public synchronized void flush() throws InterruptedException {
        flushing = true;
        notifyAll();
        while (waiting > 0 && !closed) {
            wait();
        }
        flushing = false;
    }

    /** Sends what is due, group by group. */
    private void run() {
        while (true) {
            Group due;
            synchronized (this) {
                due = nextDue();
                if (due == null) {
                    return;
                }
                take(due);
            }
            Group group = due;
            senders.execute(() -> send(group));
        }
    }

    /** A group whose next batch can be sent; null when the buffer is closed. */
    private synchronized @Nullable Group nextDue() {
        while (!closed) {
            long now = System.nanoTime();
            long wait = Long.MAX_VALUE;
            for (Group group : groups.values()) {
                Pending first = group.pending.peek();
                if (first == null || !group.underWay.isEmpty()) {
                    continue;
                }
                long left = first.dueNanos() - now;
                if (left <= 0 || flushing || closing || group.pending.size() >= settings.batch()) {
                    return group;
                }
                wait = Math.min(wait, left);
            }
            try {
                wait(wait == Long.MAX_VALUE ? 0 : 1 + wait / 1_000_000);
            } catch (InterruptedException e) {
                return null;
            }
        }
        return null;
    }

    private void send(Group group) {
        List<Pending> batch = List.copyOf(group.underWay); // which nobody else changes while it is sent
        try {
            BatchReceipt receipt =
                    events.sendBatch(batch.stream().map(Pending::event).toList());
            answer(group, batch, receipt);
        } catch (PodiumUnavailableException e) {
            done(group, 0, batch);
        } catch (RuntimeException e) {
            batch.forEach(pending -> pending.answer().completeExceptionally(e));
            done(group, batch.size(), List.of());
        }
    }

    /** Moves the next batch from what is pending to what is under way; the buffer is held. */
    private void take(Group group) {
        long bytes = 0;
        Pending next = group.pending.peek();
        while (next != null
                && group.underWay.size() < settings.batch()
                && (group.underWay.isEmpty() || bytes + next.bytes() <= MOST_BATCH_BYTES)) {
            group.underWay.add(requireNonNull(group.pending.poll()));
            bytes += next.bytes();
            next = group.pending.peek();
        }
    }

    private void answer(Group group, List<Pending> batch, BatchReceipt receipt) {
        List<Pending> unavailable = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            BatchReceipt.Row row = receipt.results().get(i);
            if (row.isUnavailable()) {
                unavailable.add(batch.get(i));
            } else {
                batch.get(i).answer().complete(row);
            }
        }
        done(group, batch.size() - unavailable.size(), unavailable);
    }

    /**
     * A batch is no more under way.
     *
     * @param answered events of it
     * @param again those that are to be sent again, before the others of their type, and not at once
     */
    private void done(Group group, int answered, List<Pending> again) {
        if (!again.isEmpty()) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the buffer is closed
            }
        }
        synchronized (this) {
            if (!closed) {
                waiting -= answered;
                group.underWay.clear();
                for (int i = again.size() - 1; i >= 0; i--) {
                    group.pending.addFirst(again.get(i));
                }
                if (group.pending.isEmpty()) {
                    groups.values().remove(group);
                }
            }
            notifyAll();
        }
    }

    /** Closes after a minute at the most, see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(GIVE_UP);
    }

    /**
     * Takes no more events, sends what there is, and gives up at a deadline.
     *
     * @return the events that were not answered by then: they may be in the log or not, and sending them again is safe
     */
    public List<Event> close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Pending> left = new ArrayList<>();
        synchronized (this) {
            closing = true;
            notifyAll();
            long wait = timeout.toMillis();
            while (waiting > 0 && wait > 0 && !closed) {
                try {
                    wait(wait);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
                wait = (deadline - System.nanoTime()) / 1_000_000;
            }
            closed = true;
            groups.values().forEach(group -> left.addAll(group.all()));
            left.removeIf(pending -> pending.answer().isDone());
            groups.clear();
            waiting = 0;
            notifyAll();
        }
        senders.shutdownNow();
        left.forEach(pending -> pending.answer()
                .completeExceptionally(new PodiumUnavailableException(
                        new IllegalStateException("the buffer was closed"),
                        0,
                        pending.event().idempotencyKey())));
        return left.stream().map(Pending::event).toList();
    }
}
