package io.podium.stream.evaluation;

import io.podium.rules.account.Account;
import io.podium.rules.book.RuleBook;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.Lapses;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.topic.Topics;
import io.podium.stream.clock.Heartbeat;
import io.podium.stream.clock.Watermarks;
import io.podium.stream.ledger.LedgerValue;
import io.podium.stream.ledger.ParticipantLedger;
import io.podium.stream.ledger.StoredLedger;
import io.podium.stream.ledger.StoredParticipant;
import io.podium.stream.record.CommitScheduler;
import io.podium.stream.record.CommitScheduler.Urgency;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.record.PendingResults;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Stage 2: judges each accepted event by the rules in force at its arrival, stores the participant's new state, the
 * results and the ledger, and sends outcomes and contest scores. When the time of the log has come further, it lets
 * points expire and holds end. All decisions are {@link Evaluator}'s and {@link Lapses}'.
 */
public final class EvaluationProcessor implements Processor<String, AcceptedEvent, String, Object> {

    /**
     * The stores of this stage, by name.
     *
     * @param resultBuckets how long results are kept
     * @param ledgerBuckets how long the ledger is kept; empty where there is none
     * @param dues when something of a participant ends by itself
     * @param watermarks how far the partitions in front of the stage have come
     */
    public record Stores(
            String participants,
            String results,
            TimeBuckets resultBuckets,
            String ledger,
            Optional<TimeBuckets> ledgerBuckets,
            String dues,
            String watermarks) {}

    /** What the stage shares with others of its node. */
    public record Shared(
            RuleBook rules,
            PendingResults<EvaluatedEvent> evaluated,
            StageTime time,
            StageCounters counters,
            CommitSchedulers schedulers) {}

    /** The child that contest scores are forwarded to. */
    public static final String CONTEST_SCORES = "to-contest-scores";

    private final Stores stores;
    private final String clock;
    private final int sources;
    private final Shared shared;
    private ProcessorContext<String, Object> context;
    private KeyValueStore<String, StoredParticipant> participants;
    private WindowStore<String, EvaluatedEvent> results;
    private Optional<StoredLedger> ledger;
    private Dues dues;
    private Erasing erasing;
    private Watermarks watermarks;
    private LatestParticipants latest;
    private CommitScheduler.Task commits;

    /**
     * Forwards outcomes and scores to the children of their names, and heartbeats to the one named {@code clock}.
     *
     * @param sources partitions in front of the stage
     */
    public EvaluationProcessor(Stores stores, String clock, int sources, Shared shared) {
        this.stores = stores;
        this.clock = clock;
        this.sources = sources;
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<String, Object> newContext) {
        context = newContext;
        participants = context.getStateStore(stores.participants());
        latest = new LatestParticipants();
        results = context.getStateStore(stores.results());
        stores.resultBuckets().keepSegment(context, results);
        ledger = stores.ledgerBuckets().map(this::ledger);
        dues = new Dues(context.getStateStore(stores.dues()));
        erasing = new Erasing(dues, ledger, results, stores.resultBuckets());
        watermarks = new Watermarks(context.getStateStore(stores.watermarks()), sources);
        commits = shared.schedulers().task(context);
    }

    private StoredLedger ledger(TimeBuckets buckets) {
        WindowStore<String, LedgerValue> store = context.getStateStore(stores.ledger());
        buckets.keepSegment(context, store);
        return new StoredLedger(store, buckets);
    }

    @Override
    public void process(Record<String, AcceptedEvent> record) {
        AcceptedEvent event = record.value();
        shared.time().reach(context.taskId().partition(), context.currentStreamTimeMs());
        if (event == null) {
            if (Heartbeat.is(null, record.headers())) {
                watermarks.advance(record).ifPresent(this::pass);
            }
            context.forward(record.withValue((Object) null), clock); // a heartbeat, which is not for evaluation
            return;
        }
        Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
        StoredParticipant before = participant(record.key());
        ParticipantLedger entries = StoredLedger.of(ledger, record.key(), before);
        Evaluation evaluation = Evaluator.evaluate(
                before.state(), event, arrivedAt, shared.rules().inForce(event.tenantId(), arrivedAt), entries);
        store(event, evaluation, entries);
        if (!evaluation.changes().isEmpty()
                || entries.head().count() > before.ledger().count()) {
            store(record.key(), before, new StoredParticipant(evaluation.state(), entries.head()));
        }
        evaluation.outcomes().forEach(outcome -> report(record.key(), outcome));
        for (ContestScore score : evaluation.contestScores()) {
            context.forward(new Record<>(score.recordKey(), score, record.timestamp()), CONTEST_SCORES);
        }
        if (event.sync() && !evaluation.contestScores().isEmpty()) {
            commits.request(Urgency.SYNC);
        }
        shared.counters().evaluated(evaluation.outcomes().size(), evaluation.failedConditions());
    }

    /** The time of the log has come to here: what ends by itself until then ends. */
    private void pass(long nowMs) {
        Instant now = Instant.ofEpochMilli(nowMs);
        erasing.beginPass();
        for (String key : dues.takeUntil(nowMs)) {
            StoredParticipant before = participant(key);
            Lapses lapses = Lapses.until(before.state(), RecordKeys.tenantOf(key), RecordKeys.idOf(key), now);
            ParticipantLedger entries = StoredLedger.of(ledger, key, before);
            lapses.entries().forEach(entry -> entries.put(entry, null, context.currentStreamTimeMs()));
            StoredParticipant lapsed = new StoredParticipant(lapses.state(), entries.head());
            if (!lapses.changes().isEmpty()) {
                store(key, before, lapsed);
            }
            lapses.outcomes().forEach(outcome -> report(key, outcome));
            if (before.erasures() > 0) {
                erasing.goOn(key, lapses.state(), nowMs).ifPresent(after -> {
                    if (!after.equals(ParticipantState.EMPTY)) {
                        put(key, lapsed.with(after));
                    } else if (lapsed.ledger().count() == 0) {
                        delete(key);
                    }
                });
            }
        }
    }

    /** An outcome stands at the time at which it arrived: its event's, or that at which something ended. */
    private void report(String key, Outcome outcome) {
        context.forward(
                new Record<String, Object>(
                        key, outcome, outcome.head().processedAt().toEpochMilli()),
                OutcomeTopics.of(outcome).name());
        if (outcome instanceof PrivacyOutcome) {
            long at = outcome.head().processedAt().toEpochMilli();
            context.forward(new Record<String, Object>(key, null, at), Topics.PROFILES.name());
        }
    }

    private StoredParticipant participant(String key) {
        StoredParticipant known = latest.get(key);
        if (known == null) {
            StoredParticipant stored = participants.get(key);
            known = stored == null ? StoredParticipant.NONE : stored;
            latest.put(key, known);
        }
        return known;
    }

    private void store(String key, StoredParticipant before, StoredParticipant after) {
        put(key, after);
        Account account = before.state().account();
        after.state().account().duesSince(account).forEach(due -> dues.add(due, key));
        if (after.erasures() > before.erasures()) {
            account.duesSince(after.state().account()).forEach(due -> dues.remove(due, key));
            erasing.begin(key, after.state());
        }
    }

    private void put(String key, StoredParticipant participant) {
        participants.put(key, participant);
        latest.put(key, participant);
    }

    private void delete(String key) {
        participants.delete(key);
        latest.put(key, StoredParticipant.NONE);
    }

    /** The results go with what the event gave, where there is a ledger and it gave something, else by themselves. */
    private void store(AcceptedEvent event, Evaluation evaluation, ParticipantLedger entries) {
        EvaluatedEvent result = result(event, evaluation);
        boolean kept = false;
        for (LedgerEntry entry : evaluation.ledger()) {
            boolean own = entry.eventId().equals(event.eventId());
            entries.put(entry, own ? result : null, context.currentStreamTimeMs());
            kept |= own;
        }
        if (!kept) {
            long bucket = stores.resultBuckets().startOf(context.currentStreamTimeMs());
            results.put(event.eventId(), result, bucket);
        }
        if (evaluation.erases()) {
            entries.leave(context.currentStreamTimeMs());
        }
        shared.evaluated().announce(event.eventId(), result);
    }

    private static EvaluatedEvent result(AcceptedEvent event, Evaluation evaluation) {
        List<String> contests = new ArrayList<>(evaluation.contestScores().size());
        for (ContestScore score : evaluation.contestScores()) {
            if (score.isOwn()) {
                contests.add(score.contestId());
            }
        }
        return new EvaluatedEvent(
                event.tenantId(),
                event.participantId(),
                event.eventId(),
                evaluation.results(),
                contests,
                evaluation.transaction(),
                event.command() == null ? null : event.command().eventType(),
                evaluation.state().person().erasures().count());
    }
}
