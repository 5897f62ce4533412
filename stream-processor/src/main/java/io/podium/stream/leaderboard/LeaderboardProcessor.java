package io.podium.stream.leaderboard;

import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.ArrivedScore;
import io.podium.rules.contest.ContestEngine;
import io.podium.rules.contest.ScoreDecision;
import io.podium.rules.contest.ScoreResult;
import io.podium.rules.contest.Standing;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.outcome.OutcomeHead;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.topic.Topics;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First half of stage 3: moves each contest score between its log, {@link ContestEngine} and the stores, and sends the
 * outcome. The stores are the truth; the rank index beside them is rebuilt whenever the task starts.
 */
public final class LeaderboardProcessor implements Processor<String, ContestScore, String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderboardProcessor.class);

    /** The stores of this stage, by name, and how long results are kept. */
    public record Stores(
            String standings, String conduct, String contests, String results, TimeBuckets resultBuckets) {}

    private final Stores stores;
    private final String lifecycle;
    private final RuleBook rules;
    private final LeaderboardRegistry board;
    private final StageCounters counters;
    private ProcessorContext<String, Object> context;
    private WindowStore<String, ScoredEvent> results;
    private StoredContests contests;

    /** Forwards outcomes to the child named as their topic, and heartbeats to the one named {@code lifecycle}. */
    public LeaderboardProcessor(
            Stores stores, String lifecycle, RuleBook rules, LeaderboardRegistry board, StageCounters counters) {
        this.stores = stores;
        this.lifecycle = lifecycle;
        this.rules = rules;
        this.board = board;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, Object> newContext) {
        context = newContext;
        results = context.getStateStore(stores.results());
        stores.resultBuckets().keepSegment(context, results);
        contests = rebuild();
        board.open(context.taskId().partition(), contests);
    }

    @Override
    public void close() {
        board.close(context.taskId().partition());
    }

    private StoredContests rebuild() {
        StageCounters.Stopwatch stopwatch = counters.rebuilding();
        KeyValueStore<String, Standing> standings = context.getStateStore(stores.standings());
        KeyValueStore<String, ContestStatus> statuses = context.getStateStore(stores.contests());
        Leaderboards rebuilt = Leaderboards.rebuilt(standings);
        try (KeyValueIterator<String, ContestStatus> all = statuses.all()) {
            all.forEachRemaining(contest -> {
                if (contest.value.state() == ContestState.COMPLETED) {
                    rebuilt.close(contest.key);
                }
            });
        }
        long ms = stopwatch.stop();
        if (rebuilt.restored() > 0) {
            LOG.info("rank index of {} rebuilt: {} standings in {} ms", context.taskId(), rebuilt.restored(), ms);
        }
        return new StoredContests(standings, context.getStateStore(stores.conduct()), statuses, rebuilt);
    }

    @Override
    public void process(Record<String, ContestScore> record) {
        ContestScore score = record.value();
        if (score == null) {
            context.forward(record.withValue((Object) null), lifecycle); // a heartbeat
            return;
        }
        Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
        List<ScoreDecision> decisions = ContestEngine.decisions(
                contests,
                new ArrivedScore(record.key(), score, offset(record), arrivedAt),
                rules.inForce(score.tenantId(), arrivedAt));
        for (ScoreDecision decision : decisions) {
            ScoreResult result = ContestEngine.apply(contests, decision);
            if (score.erases() && result.before().isEmpty()) {
                continue; // of whom nothing had counted
            }
            ContestOutcome outcome = outcome(result);
            context.forward(
                    new Record<>(outcome.recordKey(), outcome, record.timestamp()), Topics.CONTEST_OUTCOMES.name());
            store(decision, outcome);
            counters.scored(decision.exceedsFraudRules());
        }
    }

    /** Offset of the score in the contest's log; in a replay, in the live run's. */
    private long offset(Record<String, ContestScore> record) {
        return EventHeaders.text(record.headers(), EventHeaders.PLACE)
                .map(Long::parseLong)
                .orElseGet(() -> context.recordMetadata().orElseThrow().offset());
    }

    private static ContestOutcome outcome(ScoreResult result) {
        ArrivedScore arrived = result.decision().arrived();
        ContestScore score = arrived.score();
        OutcomeHead head = new OutcomeHead(
                String.join(
                        ":",
                        score.eventId(),
                        score.erases() ? "contest-erasure" : score.reverses() == null ? "contest" : "contest-reversal",
                        score.contestId()),
                score.eventId(),
                score.tenantId(),
                score.participantId(),
                score.occurredAt(),
                arrived.arrivedAt(),
                score.contestId(),
                score.contestVersion());
        return new ContestOutcome(
                head,
                score.contestId(),
                result.delta(),
                result.score(),
                result.previousRank(),
                result.newRank(),
                result.decision().notes());
    }

    /** What takes something back is no result of its own: its event may score in the contest, too. */
    private void store(ScoreDecision decision, ContestOutcome outcome) {
        ContestScore score = decision.arrived().score();
        if (!score.isOwn()) {
            return;
        }
        ContestScoreDelta delta = new ContestScoreDelta(score.contestId(), outcome.delta(), outcome.newRank());
        ScoredEvent result = new ScoredEvent(score.tenantId(), score.eventId(), delta);
        String key = RecordKeys.result(score.contestId(), score.eventId());
        results.put(key, result, stores.resultBuckets().startOf(context.currentStreamTimeMs()));
        board.scored().announce(key, result);
    }
}
