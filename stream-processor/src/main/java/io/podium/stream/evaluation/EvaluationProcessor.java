package io.podium.stream.evaluation;

import io.podium.rules.book.RuleBook;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.stream.record.CommitScheduler;
import io.podium.stream.record.CommitScheduler.Urgency;
import io.podium.stream.record.CommitSchedulers;
import io.podium.stream.record.PendingResults;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Stage 2: judges each accepted event by the rules in force at its arrival, stores the participant's new state and
 * the results, and sends outcomes and contest scores. All decisions are {@link Evaluator}'s.
 */
public final class EvaluationProcessor implements Processor<String, AcceptedEvent, String, Object> {

    /** The stores of this stage, by name, and how long results are kept. */
    public record Stores(String participants, String results, TimeBuckets resultBuckets) {}

    /** The child that contest scores are forwarded to. */
    public static final String CONTEST_SCORES = "to-contest-scores";

    private final Stores stores;
    private final String clock;
    private final RuleBook rules;
    private final PendingResults<EvaluatedEvent> evaluated;
    private final StageTime time;
    private final StageCounters counters;
    private final CommitSchedulers schedulers;
    private ProcessorContext<String, Object> context;
    private KeyValueStore<String, ParticipantState> participants;
    private WindowStore<String, EvaluatedEvent> results;
    private LatestStates latest;
    private CommitScheduler.Task commits;

    /** Forwards outcomes and scores to the children of their names, and heartbeats to the one named {@code clock}. */
    public EvaluationProcessor(
            Stores stores,
            String clock,
            RuleBook rules,
            PendingResults<EvaluatedEvent> evaluated,
            StageTime time,
            StageCounters counters,
            CommitSchedulers schedulers) {
        this.stores = stores;
        this.clock = clock;
        this.rules = rules;
        this.evaluated = evaluated;
        this.time = time;
        this.counters = counters;
        this.schedulers = schedulers;
    }

    @Override
    public void init(ProcessorContext<String, Object> newContext) {
        context = newContext;
        participants = context.getStateStore(stores.participants());
        latest = new LatestStates();
        results = context.getStateStore(stores.results());
        stores.resultBuckets().keepSegment(context, results);
        commits = schedulers.task(context);
    }

    @Override
    public void process(Record<String, AcceptedEvent> record) {
        AcceptedEvent event = record.value();
        time.reach(context.taskId().partition(), context.currentStreamTimeMs());
        if (event == null) {
            context.forward(record.withValue((Object) null), clock); // a heartbeat, which is not for evaluation
            return;
        }
        Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
        ParticipantState before = state(record.key());
        Evaluation evaluation =
                Evaluator.evaluate(before, event, arrivedAt, rules.inForce(event.tenantId(), arrivedAt));
        store(record.key(), event, evaluation);
        for (Outcome outcome : evaluation.outcomes()) {
            Record<String, Object> reported = new Record<>(record.key(), outcome, record.timestamp());
            context.forward(reported, OutcomeTopics.of(outcome).name());
        }
        for (ContestScore score : evaluation.contestScores()) {
            context.forward(new Record<>(score.recordKey(), score, record.timestamp()), CONTEST_SCORES);
        }
        if (event.sync() && !evaluation.contestScores().isEmpty()) {
            commits.request(Urgency.SYNC);
        }
        counters.evaluated(evaluation.outcomes().size(), evaluation.failedConditions());
    }

    private ParticipantState state(String key) {
        ParticipantState known = latest.get(key);
        if (known == null) {
            ParticipantState stored = participants.get(key);
            known = stored == null ? ParticipantState.EMPTY : stored;
            latest.put(key, known);
        }
        return known;
    }

    private void store(String key, AcceptedEvent event, Evaluation evaluation) {
        if (!evaluation.changes().isEmpty()) {
            participants.put(key, evaluation.state());
            latest.put(key, evaluation.state());
        }
        List<String> contests = new ArrayList<>(evaluation.contestScores().size());
        for (ContestScore score : evaluation.contestScores()) {
            contests.add(score.contestId());
        }
        EvaluatedEvent result = new EvaluatedEvent(
                event.tenantId(), event.participantId(), event.eventId(), evaluation.results(), contests);
        long bucket = stores.resultBuckets().startOf(context.currentStreamTimeMs());
        results.put(event.eventId(), result, bucket);
        evaluated.announce(event.eventId(), result);
    }
}
