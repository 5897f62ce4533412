package io.podium.ingest.submit;

import io.podium.ingest.log.EventLog;
import io.podium.ingest.log.EventLog.Append;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Brings commands into the log and reports what was decided: first whether an earlier command took the key, then what
 * came of that one or of this. A retry with the same key is always safe, and gets the first answer.
 */
public final class CommandSubmitter {

    private final EventLog log;
    private final EngineQueries queries;
    private final Duration deadline;
    private final Clock clock;

    /**
     * A submitter.
     *
     * @param deadline how long to wait for what is decided, all together
     */
    public CommandSubmitter(EventLog log, EngineQueries queries, Duration deadline, Clock clock) {
        this.log = log;
        this.queries = queries;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Submits a command and waits for what is decided. */
    public CompletableFuture<CommandReceipt> submit(String tenantId, RawCommand command) {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        return log.append(tenantId, command, clock.millis()).thenCompose(append -> {
            if (!(append instanceof Append.Written written)) {
                return CompletableFuture.completedFuture(
                        new CommandReceipt.Unavailable(((Append.Failed) append).reason()));
            }
            return verdict(tenantId, command, written, deadlineNanos)
                    .thenCompose(answer -> answer instanceof Answer.Known<Verdict> known
                            ? decided(tenantId, command, written.eventId(), known.value(), deadlineNanos)
                            : CompletableFuture.completedFuture(new CommandReceipt.Pending(written.eventId(), null)));
        });
    }

    private CompletableFuture<Answer<Verdict>> verdict(
            String tenantId, RawCommand command, Append.Written written, long deadlineNanos) {
        AskedVerdict asked = new AskedVerdict(written.offset(), tenantId, command.idempotencyKey(), written.eventId());
        return queries.verdicts(RawLog.COMMANDS, written.partition(), List.of(asked), left(deadlineNanos))
                .thenApply(answer -> answer.map(verdicts -> verdicts.get(0)));
    }

    /** An earlier command of the key may be another participant's. */
    private CompletableFuture<CommandReceipt> decided(
            String tenantId, RawCommand command, String eventId, Verdict verdict, long deadlineNanos) {
        String original = verdict.originalEventId();
        boolean duplicate = original != null;
        String first = original == null ? eventId : original;
        String participantId = duplicate ? null : command.participantId();
        return queries.evaluation(tenantId, participantId, first, left(deadlineNanos))
                .thenApply(answer -> answer instanceof Answer.Known<EvaluatedEvent> known
                                && known.value().transaction() != null
                        ? receipt(command, known.value(), known.value().transaction(), duplicate)
                        : new CommandReceipt.Pending(first, duplicate));
    }

    private static CommandReceipt receipt(
            RawCommand command, EvaluatedEvent first, PointsTransaction transaction, boolean duplicate) {
        boolean same = !duplicate
                || first.participantId().equals(command.participantId())
                        && sameKind(first, transaction, command.command());
        return same
                ? new CommandReceipt.Decided(first.eventId(), duplicate, transaction)
                : new CommandReceipt.Conflict(
                        first.eventId(),
                        first.isErased() ? "somebody who was erased" : first.participantId(),
                        kind(first, transaction));
    }

    /** Results of the time before they named the command have the kind of their line alone. */
    private static boolean sameKind(EvaluatedEvent first, PointsTransaction transaction, Command command) {
        return first.command() == null
                ? transaction.kind() == command.kind()
                : first.command().equals(command.eventType());
    }

    private static String kind(EvaluatedEvent first, PointsTransaction transaction) {
        return transaction.kind() == null
                ? String.valueOf(first.command())
                : transaction.kind().wireName();
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
    }
}
