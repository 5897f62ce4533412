package io.podium.ingest.submit;

import io.podium.ingest.log.EventLog;
import io.podium.ingest.log.EventLog.Append;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Appends the rows of a batch so that those of one participant are evaluated in their order, where that matters. A
 * partition of the log keeps its order through all stages, two partitions don't: so a row waits until the one before
 * it, if that lies in another partition, is known to be a duplicate or has been evaluated. Rows of other participants
 * never wait, and nobody waits beyond a deadline: ingestion does not depend on the processors.
 */
final class OrderedAppends {

    private final EventLog log;
    private final EngineQueries queries;
    private final Duration deadline;

    /**
     * Appends to a log.
     *
     * @param deadline how long the rows of one batch may wait for each other, all together
     */
    OrderedAppends(EventLog log, EngineQueries queries, Duration deadline) {
        this.log = log;
        this.queries = queries;
        this.deadline = deadline;
    }

    /** A row on its way; compared by identity. */
    static final class Row {

        private final Submission submission;
        private final CompletableFuture<Append> append = new CompletableFuture<>();
        private volatile boolean unordered;

        Row(Submission submission) {
            this.submission = submission;
        }

        Submission submission() {
            return submission;
        }

        /** What came of it; never failed. */
        CompletableFuture<Append> append() {
            return append;
        }

        /** Whether it was sent before it was known that the row before it comes first. */
        boolean isUnordered() {
            return unordered;
        }

        AskedVerdict question() {
            Append.Written written = (Append.Written) append.join();
            return new AskedVerdict(
                    written.offset(), submission.tenantId(), submission.event().idempotencyKey(), written.eventId());
        }
    }

    /** Sends rows, each as soon as it may be sent; returns at once. */
    List<Row> append(List<Submission> submissions, long arrivedAtMs, boolean sync) {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        List<Row> rows = new ArrayList<>(submissions.size());
        Map<String, List<Row>> chains = new HashMap<>();
        for (Submission submission : submissions) {
            Row row = new Row(submission);
            rows.add(row);
            if (submission.ordered()) {
                chains.computeIfAbsent(submission.event().participantId(), participant -> new ArrayList<>(2))
                        .add(row);
            } else {
                send(row, arrivedAtMs, sync);
            }
        }
        chains.values().forEach(chain -> continueFrom(chain, 0, arrivedAtMs, sync, deadlineNanos));
        return rows;
    }

    /**
     * Sends a chain's rows from one on, as far as they lie in one partition; the rest when the last of these is
     * settled.
     */
    private void continueFrom(List<Row> chain, int from, long arrivedAtMs, boolean sync, long deadlineNanos) {
        int partition = partition(chain.get(from));
        int end = from + 1;
        while (end < chain.size() && partition(chain.get(end)) == partition) {
            end++;
        }
        boolean more = end < chain.size();
        for (int i = from; i < end; i++) {
            // Who is waited for is committed early, as if a client waited for its results.
            send(chain.get(i), arrivedAtMs, sync || more && i == end - 1);
        }
        if (more) {
            int next = end;
            settled(chain.get(end - 1), deadlineNanos)
                    .thenAccept(order -> proceed(chain, next, order, arrivedAtMs, sync, deadlineNanos));
        }
    }

    /** What is known of a row's position in the order. */
    private enum Order {
        FIXED,
        UNKNOWN,
        NOT_WRITTEN
    }

    private void proceed(List<Row> chain, int next, Order order, long arrivedAtMs, boolean sync, long deadlineNanos) {
        List<Row> rest = chain.subList(next, chain.size());
        if (order == Order.FIXED) {
            continueFrom(chain, next, arrivedAtMs, sync, deadlineNanos);
        } else if (order == Order.NOT_WRITTEN) {
            rest.forEach(row -> row.append.complete(
                    new Append.Failed("the event before it, of the same participant, could not be written")));
        } else {
            rest.forEach(row -> {
                row.unordered = true;
                send(row, arrivedAtMs, sync);
            });
        }
    }

    private CompletableFuture<Order> settled(Row row, long deadlineNanos) {
        return row.append.thenCompose(append -> {
            if (!(append instanceof Append.Written written)) {
                return CompletableFuture.completedFuture(Order.NOT_WRITTEN);
            }
            return queries.verdicts(RawLog.EVENTS, written.partition(), List.of(row.question()), left(deadlineNanos))
                    .thenCompose(answer -> isDuplicate(answer)
                            ? CompletableFuture.completedFuture(Order.FIXED)
                            : queries.evaluation(
                                            row.submission.tenantId(),
                                            row.submission.event().participantId(),
                                            written.eventId(),
                                            left(deadlineNanos))
                                    .thenApply(evaluated -> evaluated instanceof Answer.Known<EvaluatedEvent>
                                            ? Order.FIXED
                                            : Order.UNKNOWN))
                    .exceptionally(failure -> Order.UNKNOWN);
        });
    }

    private static boolean isDuplicate(Answer<List<Verdict>> answer) {
        return answer instanceof Answer.Known<List<Verdict>> known
                && known.value().get(0).isDuplicate();
    }

    private int partition(Row row) {
        return log.partition(row.submission.tenantId(), row.submission.event());
    }

    private void send(Row row, long arrivedAtMs, boolean sync) {
        log.append(row.submission.tenantId(), row.submission.event(), arrivedAtMs, sync)
                .thenAccept(row.append::complete);
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
    }
}
