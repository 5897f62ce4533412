package io.podium.ingest.submit;

import io.podium.ingest.log.EventLog;
import io.podium.ingest.log.EventLog.Append;
import io.podium.ingest.submit.OrderedAppends.Row;
import io.podium.schemas.event.Problem;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings events into the log and reports whether each is the first of its key. The verdict is asked for by the
 * position in the log, one question per partition; when the engine does not answer in time the event stays accepted,
 * with a warning, because the log has it.
 */
public final class Submitter {

    private final OrderedAppends appends;
    private final EngineQueries queries;
    private final Duration verdictDeadline;
    private final VerdictTimes times;
    private final Clock clock;

    /** Learns how long verdicts took; not called where no processor answered at all. */
    @FunctionalInterface
    public interface VerdictTimes {
        void took(int events, Duration time);
    }

    /**
     * A submitter.
     *
     * @param verdictDeadline how long to wait for verdicts
     * @param orderDeadline how long the rows of a batch may wait for each other, all together
     */
    public Submitter(
            EventLog log,
            EngineQueries queries,
            Duration verdictDeadline,
            Duration orderDeadline,
            VerdictTimes times,
            Clock clock) {
        this.times = times;
        this.appends = new OrderedAppends(log, queries, orderDeadline);
        this.queries = queries;
        this.verdictDeadline = verdictDeadline;
        this.clock = clock;
    }

    /** Submits one event. */
    public CompletableFuture<Receipt> submit(Submission submission, boolean sync) {
        return submit(List.of(submission), sync).thenApply(receipts -> receipts.get(0));
    }

    /** Submits events in their order; receipts come in the same order. */
    public CompletableFuture<List<Receipt>> submit(List<Submission> submissions, boolean sync) {
        long arrivedAtMs = clock.millis();
        List<Row> rows = appends.append(submissions, arrivedAtMs, sync);
        return all(rows.stream().map(Row::append).toList()).thenCompose(done -> verdicts(rows));
    }

    private CompletableFuture<List<Receipt>> verdicts(List<Row> rows) {
        Map<Integer, List<Row>> byPartition = new HashMap<>();
        for (Row row : rows) {
            if (row.append().join() instanceof Append.Written written) {
                byPartition
                        .computeIfAbsent(written.partition(), partition -> new ArrayList<>())
                        .add(row);
            }
        }
        Map<Row, Verdict> reported = new HashMap<>();
        List<CompletableFuture<?>> questions = new ArrayList<>();
        long began = System.nanoTime();
        byPartition.forEach((partition, asked) -> questions.add(queries.verdicts(
                        RawLog.EVENTS,
                        partition,
                        asked.stream().map(Row::question).toList(),
                        verdictDeadline)
                .thenAccept(answer -> {
                    if (!(answer instanceof Answer.Unavailable)) {
                        times.took(asked.size(), Duration.ofNanos(System.nanoTime() - began));
                    }
                    report(reported, asked, answer);
                })));
        return all(questions).thenApply(done -> rows.stream()
                .map(row -> receipt(row, reported.get(row)))
                .toList());
    }

    private static void report(Map<Row, Verdict> reported, List<Row> asked, Answer<List<Verdict>> answer) {
        if (answer instanceof Answer.Known<List<Verdict>> known) {
            synchronized (reported) {
                for (int i = 0; i < asked.size(); i++) {
                    reported.put(asked.get(i), known.value().get(i));
                }
            }
        }
    }

    private static Receipt receipt(Row row, @Nullable Verdict verdict) {
        List<Problem> warnings = row.submission().warnings();
        if (row.append().join() instanceof Append.Failed failed) {
            return new Receipt.Unavailable(failed.reason());
        }
        String eventId = ((Append.Written) row.append().join()).eventId();
        if (row.isUnordered()) {
            warnings = new ArrayList<>(warnings);
            warnings.add(new Problem(
                    "",
                    "order_not_ensured",
                    "the events of this participant before it are taken, but may be evaluated after it"));
        }
        if (verdict == null) {
            List<Problem> more = new ArrayList<>(warnings);
            more.add(new Problem(
                    "",
                    "verdict_pending",
                    "the event is taken; whether it is a duplicate is not known yet, and it will be credited once"));
            return new Receipt.Accepted(eventId, more);
        }
        return verdict.originalEventId() == null
                ? new Receipt.Accepted(eventId, warnings)
                : new Receipt.Duplicate(verdict.originalEventId(), warnings);
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }
}
