package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.operations.backfill.Mapped.Valid;
import io.podium.schemas.key.RecordKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Keeps the rows of one participant in their order where rules depend on it. A partition of the log keeps its order
 * through all stages, two partitions don't: so a row whose predecessor lies in another partition is sent when the
 * live run has committed that one. All others are sent at once. Remembers the last position of a bounded number of
 * participants.
 */
final class RowOrder {

    private static final int MOST_REMEMBERED = 50_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OrderSensitivity rules;
    private final int partitions;
    private final Predicate<Map<Integer, Long>> passed;
    private final Duration patience;
    private final Map<String, Position> last = new LinkedHashMap<>();

    private record Position(int partition, long offset) {}

    /**
     * An order.
     *
     * @param rules which event types it matters for
     * @param partitions of the topic that rows are written to
     * @param passed whether the live run has committed all before these offsets, by partition
     */
    RowOrder(OrderSensitivity rules, int partitions, Predicate<Map<Integer, Long>> passed) {
        this(rules, partitions, passed, PATIENCE);
    }

    RowOrder(OrderSensitivity rules, int partitions, Predicate<Map<Integer, Long>> passed, Duration patience) {
        this.rules = rules;
        this.partitions = partitions;
        this.passed = passed;
        this.patience = patience;
    }

    /**
     * Splits rows into those that may be sent at once, those that may when {@link #await} has returned for them, and so
     * on. Within a part the rows of a participant to whom order matters lie in one partition.
     */
    List<List<Row>> parts(List<Row> rows, Map<Row, Valid> valid) {
        Map<String, int[]> heads = new HashMap<>(); // part and partition of each participant's latest row
        List<List<Row>> parts = new ArrayList<>();
        for (Row row : rows) {
            Valid one = requireNonNull(valid.get(row));
            int part = 0;
            if (one.isOrdered(rules)) {
                int partition = RecordKeys.partition(one.idempotencyKey(), partitions);
                int[] head = heads.get(one.participant());
                Position before = last.get(one.participant());
                if (head != null) {
                    part = head[1] == partition ? head[0] : head[0] + 1;
                } else if (before != null && before.partition() != partition) {
                    part = 1;
                }
                heads.put(one.participant(), new int[] {part, partition});
            }
            while (parts.size() <= part) {
                parts.add(new ArrayList<>());
            }
            parts.get(part).add(row);
        }
        return parts;
    }

    /**
     * Returns when the rows before these are committed by the live run.
     *
     * @throws IllegalStateException when it does not get there within two minutes
     */
    void await(Collection<Row> rows, Map<Row, Valid> valid) {
        Map<Integer, Long> ends = new HashMap<>();
        for (Row row : rows) {
            Valid one = requireNonNull(valid.get(row));
            Position before = one.isOrdered(rules) ? last.get(one.participant()) : null;
            if (before != null) {
                ends.merge(before.partition(), before.offset() + 1, Math::max);
            }
        }
        await(ends);
    }

    /** Returns when the live run has committed all before these offsets. */
    void await(Map<Integer, Long> ends) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ends.isEmpty() && !passed.test(ends)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "expected the live run to process the rows before, since rules depend on "
                                + "the order of a participant's rows, but it did not within " + patience.toSeconds()
                                + " s; the same command goes on from here");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        last.values().removeIf(position -> position.offset() < ends.getOrDefault(position.partition(), 0L));
    }

    /** Notes where a row was written. */
    void written(Valid one, RecordMetadata position) {
        if (!one.isOrdered(rules)) {
            return;
        }
        last.put(one.participant(), new Position(position.partition(), position.offset()));
        if (last.size() > MOST_REMEMBERED) {
            Map<Integer, Long> ends = new HashMap<>();
            last.values().forEach(each -> ends.merge(each.partition(), each.offset() + 1, Math::max));
            await(ends);
        }
    }

    /** How many participants' positions are remembered. */
    int remembered() {
        return last.size();
    }
}
