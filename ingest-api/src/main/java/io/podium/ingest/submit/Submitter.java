package io.podium.ingest.submit;

import io.podium.ingest.log.EventLog;
import io.podium.ingest.log.EventLog.Append;
import io.podium.schemas.event.Problem;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Brings events into the log and tells whether each is the first of its key. The verdict is asked for by the place in
 * the log, one question per partition; when the engine does not answer in time the event stays accepted, with a
 * warning, because the log has it.
 */
public final class Submitter {

    private final EventLog log;
    private final EngineQueries queries;
    private final Duration verdictDeadline;
    private final VerdictTimes times;
    private final Clock clock;

    /** Learns how long verdicts took; not told where no processor answered at all. */
    @FunctionalInterface
    public interface VerdictTimes {
        void took(int events, Duration time);
    }

    public Submitter(EventLog log, EngineQueries queries, Duration verdictDeadline, VerdictTimes times, Clock clock) {
        this.times = times;
        this.log = log;
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
        List<Entry> entries = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            entries.add(
                    new Entry(submission, log.append(submission.tenantId(), submission.event(), arrivedAtMs, sync)));
        }
        return all(entries.stream().map(Entry::append).toList()).thenCompose(done -> verdicts(entries));
    }

    private CompletableFuture<List<Receipt>> verdicts(List<Entry> entries) {
        Map<Integer, List<Entry>> byPartition = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.append().join() instanceof Append.Written written) {
                byPartition
                        .computeIfAbsent(written.partition(), partition -> new ArrayList<>())
                        .add(entry);
            }
        }
        Map<Entry, Verdict> told = new HashMap<>();
        List<CompletableFuture<?>> questions = new ArrayList<>();
        long began = System.nanoTime();
        byPartition.forEach((partition, asked) -> questions.add(
                queries.verdicts(partition, asked.stream().map(Entry::question).toList(), verdictDeadline)
                        .thenAccept(answer -> {
                            if (!(answer instanceof Answer.Unavailable)) {
                                times.took(asked.size(), Duration.ofNanos(System.nanoTime() - began));
                            }
                            tell(told, asked, answer);
                        })));
        return all(questions).thenApply(done -> entries.stream()
                .map(entry -> receipt(entry, told.get(entry)))
                .toList());
    }

    private static void tell(Map<Entry, Verdict> told, List<Entry> asked, Answer<List<Verdict>> answer) {
        if (answer instanceof Answer.Known<List<Verdict>> known) {
            synchronized (told) {
                for (int i = 0; i < asked.size(); i++) {
                    told.put(asked.get(i), known.value().get(i));
                }
            }
        }
    }

    private static Receipt receipt(Entry entry, Verdict verdict) {
        List<Problem> warnings = entry.submission().warnings();
        if (entry.append().join() instanceof Append.Failed failed) {
            return new Receipt.Unavailable(failed.reason());
        } else if (verdict == null) {
            List<Problem> more = new ArrayList<>(warnings);
            more.add(new Problem(
                    "",
                    "verdict_pending",
                    "the event is taken; whether it is a duplicate is not known yet, and it will be credited once"));
            return new Receipt.Accepted(entry.eventId(), more);
        }
        return verdict.isDuplicate()
                ? new Receipt.Duplicate(verdict.originalEventId(), warnings)
                : new Receipt.Accepted(entry.eventId(), warnings);
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /** An event on its way; compared by identity. */
    private static final class Entry {

        private final Submission submission;
        private final CompletableFuture<Append> append;

        Entry(Submission submission, CompletableFuture<Append> append) {
            this.submission = submission;
            this.append = append;
        }

        Submission submission() {
            return submission;
        }

        /** The event's id; it must have been written. */
        String eventId() {
            return ((Append.Written) append.join()).eventId();
        }

        CompletableFuture<Append> append() {
            return append;
        }

        AskedVerdict question() {
            Append.Written written = (Append.Written) append.join();
            return new AskedVerdict(
                    written.offset(), submission.tenantId(), submission.event().idempotencyKey(), written.eventId());
        }
    }
}
