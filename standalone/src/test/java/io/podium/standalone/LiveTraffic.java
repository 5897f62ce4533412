package io.podium.standalone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Events of live users at a steady rate that does not wait for answers, a tenth of them sync. */
final class LiveTraffic implements AutoCloseable {

    private final Client client;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final ScheduledFuture<?> ticking;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();

    /** A sync answer: when its request was due, and how long it took. */
    record Answer(long due, long nanos) {}

    LiveTraffic(Client client, int perSecond) {
        this.client = client;
        ticking = clock.scheduleAtFixedRate(this::send, 0, 1_000_000L / perSecond, TimeUnit.MICROSECONDS);
    }

    /** Its latency counts from when it was due, whether or not others are under way. */
    private void send() {
        long due = System.nanoTime();
        int number = sent.getAndIncrement();
        boolean sync = number % 10 == 0;
        byte[] body = ("{\"participant_id\":\"l" + number % 500
                        + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":50},\"idempotency_key\":\"live:"
                        + number + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        client.postAsync(sync ? Client.SYNC : Client.SINGLE, body).whenComplete((reply, failure) -> {
            if (sync) {
                answers.add(new Answer(due, System.nanoTime() - due));
            }
            if (failure != null || reply.status() >= 300) {
                refused.add(failure == null ? reply.status() : 0);
            }
            done.incrementAndGet();
        });
    }

    int sent() {
        return sent.get();
    }

    /** Statuses of requests that were not taken; 0 where the connection broke. */
    List<Integer> refused() {
        return List.copyOf(refused);
    }

    /** The answers since the last call. */
    List<Answer> answers() {
        List<Answer> taken = new ArrayList<>();
        for (Answer one = answers.poll(); one != null; one = answers.poll()) {
            taken.add(one);
        }
        return taken;
    }

    /** Sends no more, and waits until all is answered; fails where the sending itself failed before. */
    void end() {
        if (!ticking.cancel(false)) {
            throw new IllegalStateException(
                    "expected traffic until now, but it ended by itself after " + sent + " events");
        }
        ProgressWait.until("an answer to each request", done::get, answered -> answered == sent.get());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
