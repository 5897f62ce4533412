package io.podium.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Events of one type that are not answered yet, in their order; guarded by the buffer that they are in. */
final class EventGroup {

    private static final int MOST_BATCH_BYTES = 8 * 1024 * 1024;

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final List<Pending> underWay = new ArrayList<>();

    /** An event that is not answered yet. */
    record Pending(Event event, RawValue json, int bytes, long dueNanos, CompletableFuture<BatchReceipt.Row> answer) {}

    void add(Pending event) {
        pending.add(event);
    }

    /** The next to be sent; null for none. */
    @Nullable
    Pending first() {
        return pending.peek();
    }

    /** How many are to be sent. */
    int size() {
        return pending.size();
    }

    /** Whether a batch is being sent. */
    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    /** The batch that is being sent. */
    List<Pending> underWay() {
        return List.copyOf(underWay);
    }

    /** All that is not answered. */
    List<Pending> all() {
        List<Pending> all = new ArrayList<>(underWay);
        all.addAll(pending);
        return all;
    }

    /** Moves the next batch to what is being sent. */
    void take(int most) {
        long bytes = 0;
        Pending next = pending.peek();
        while (next != null
                && underWay.size() < most
                && (underWay.isEmpty() || bytes + next.bytes() <= MOST_BATCH_BYTES)) {
            underWay.add(requireNonNull(pending.poll()));
            bytes += next.bytes();
            next = pending.peek();
        }
    }

    /** The batch is no more under way; these of it are to be sent again, before the others. */
    void done(List<Pending> again) {
        underWay.clear();
        for (int i = again.size() - 1; i >= 0; i--) {
            pending.addFirst(again.get(i));
        }
    }
}
