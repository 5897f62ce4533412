package io.podium.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final int SENDERS = 4;
    private static final Duration GIVE_UP = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Events events;
    private final Settings settings;
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, EventBuffer::daemon);
    private final Thread clock = daemon(this::run);
    private final Map<String, EventGroup> groups = new HashMap<>();
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
     * @return its row of the answer, completed on a thread that sends, which must not be held up; exceptionally a
     *     {@link PodiumException} when its batch was refused, and a {@link PodiumUnavailableException} when the buffer
     *     was closed before Podium took it
     * @throws IllegalArgumentException when JSON can't hold its attributes
     * @throws RejectedExecutionException when the buffer is closed, or full and set to refuse
     */
    public CompletableFuture<BatchReceipt.Row> add(Event event) {
        byte[] json = Calls.write(requireNonNull(event)); // now, whatever becomes of its attributes
        CompletableFuture<BatchReceipt.Row> answer = new CompletableFuture<>();
        synchronized (this) {
            awaitRoom();
            waiting++;
            EventGroup group = groups.computeIfAbsent(event.eventType(), none -> new EventGroup());
            long due = System.nanoTime() + settings.delay().toNanos();
            RawValue written = new RawValue(new String(json, StandardCharsets.UTF_8));
            group.add(new EventGroup.Pending(event, written, json.length + 1, due, answer));
            if (group.size() == 1 || group.size() >= settings.batch()) {
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
            EventGroup due;
            synchronized (this) {
                due = nextDue();
                if (due == null) {
                    return;
                }
                due.take(settings.batch());
            }
            EventGroup group = due;
            senders.execute(() -> send(group));
        }
    }

    /** A group whose next batch can be sent; null when the buffer is closed. */
    private synchronized @Nullable EventGroup nextDue() {
        while (!closed) {
            long now = System.nanoTime();
            long wait = Long.MAX_VALUE;
            for (EventGroup group : groups.values()) {
                EventGroup.Pending first = group.first();
                if (first == null || group.isUnderWay()) {
                    continue;
                }
                long left = first.dueNanos() - now;
                if (left <= 0 || flushing || closing || group.size() >= settings.batch()) {
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

    private void send(EventGroup group) {
        List<EventGroup.Pending> batch = group.underWay(); // which nobody else changes while it is sent
        try {
            BatchReceipt receipt = events.sendWritten(
                    batch.stream().map(EventGroup.Pending::json).toList());
            answer(group, batch, receipt);
        } catch (PodiumUnavailableException e) {
            done(group, 0, batch);
        } catch (RuntimeException e) {
            batch.forEach(pending -> refused(pending, e));
            done(group, batch.size(), List.of());
        }
    }

    /** A batch of which no event is valid is refused as a whole; each event gets the row that it has otherwise. */
    private static void refused(EventGroup.Pending pending, RuntimeException failure) {
        if (failure instanceof PodiumException refusal && refusal.code().equals("invalid_batch")) {
            String key = pending.event().idempotencyKey();
            pending.answer()
                    .complete(new BatchReceipt.Row(key, null, false, null, "invalid_event", refusal.details(), null));
        } else {
            pending.answer().completeExceptionally(failure);
        }
    }

    private void answer(EventGroup group, List<EventGroup.Pending> batch, BatchReceipt receipt) {
        List<EventGroup.Pending> unavailable = new ArrayList<>();
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
    private void done(EventGroup group, int answered, List<EventGroup.Pending> again) {
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
                group.done(again);
                if (group.size() == 0) {
                    groups.values().remove(group);
                }
            }
            notifyAll();
        }
    }

    /** Closes, which takes a minute at the most while Podium takes nothing; see {@link #close(Duration)}. */
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
        List<EventGroup.Pending> left = new ArrayList<>();
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
        return left.stream().map(EventGroup.Pending::event).toList();
    }
}
