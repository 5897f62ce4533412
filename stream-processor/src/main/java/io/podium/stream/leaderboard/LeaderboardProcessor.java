package io.podium.stream.leaderboard;

import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.Conduct;
import io.podium.rules.contest.ScoreJudge;
import io.podium.rules.contest.Standing;
import io.podium.rules.program.Contest;
import io.podium.rules.program.FraudRules;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.topic.Topics;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First half of stage 3: adds each contest score to its participant's standing unless a fraud rule or the contest's end
 * keeps it out, ranks it, and sends the outcome. The store is the
 * truth; the rank index beside it is rebuilt whenever the task starts.
 */
public final class LeaderboardProcessor implements Processor<String, ContestScore, String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderboardProcessor.class);

    /** The stores of this stage, by name, and how long results are kept. */
    public record Stores(
            String standings, String conduct, String contests, String results, TimeBuckets resultBuckets) {}

    private final Stores stores;
    private final String lifecycle;
    private final RuleBook rules;
    private final LeaderboardBoard board;
    private final StageCounters counters;
    private ProcessorContext<String, Object> context;
    private KeyValueStore<String, Standing> standings;
    private KeyValueStore<String, Conduct> conduct;
    private WindowStore<String, ScoredEvent> results;
    private Leaderboards leaderboards;

    /** Forwards outcomes to the child named as their topic, and heartbeats to the one named {@code lifecycle}. */
    public LeaderboardProcessor(
            Stores stores, String lifecycle, RuleBook rules, LeaderboardBoard board, StageCounters counters) {
        this.stores = stores;
        this.lifecycle = lifecycle;
        this.rules = rules;
        this.board = board;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, Object> newContext) {
        context = newContext;
        standings = context.getStateStore(stores.standings());
        conduct = context.getStateStore(stores.conduct());
        results = context.getStateStore(stores.results());
        stores.resultBuckets().keepSegment(context, results);
        leaderboards = rebuild();
        board.open(context.taskId().partition(), leaderboards);
    }

    @Override
    public void close() {
        board.close(context.taskId().partition());
    }

    private Leaderboards rebuild() {
        StageCounters.Stopwatch stopwatch = counters.rebuilding();
        Leaderboards rebuilt = Leaderboards.rebuilt(standings);
        KeyValueStore<String, ContestStatus> contests = context.getStateStore(stores.contests());
        try (KeyValueIterator<String, ContestStatus> all = contests.all()) {
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
        return rebuilt;
    }

    @Override
    public void process(Record<String, ContestScore> record) {
        ContestScore score = record.value();
        if (score == null) {
            context.forward(record.withValue((Object) null), lifecycle); // a heartbeat
            return;
        }
        String key = standingKey(record.key(), score.participantId());
        Optional<Standing> before = leaderboards.standing(record.key(), score.participantId());
        ScoreJudge.Ruling ruling = ScoreJudge.judge(
                score,
                known(record, key, before),
                place(record),
                record.timestamp(),
                standing -> leaderboards.rankOf(record.key(), standing));
        ContestOutcome outcome = apply(record, key, before, ruling);
        context.forward(new Record<>(outcome.recordKey(), outcome, record.timestamp()), Topics.CONTEST_OUTCOMES.name());
        ContestScoreDelta delta = new ContestScoreDelta(score.contestId(), outcome.delta(), outcome.newRank());
        store(score, new ScoredEvent(score.tenantId(), score.eventId(), delta));
        counters.scored(ruling.tooFast());
    }

    /** Offset of the score in the contest's log; in a replay, in the live run's. */
    private long place(Record<String, ContestScore> record) {
        return EventHeaders.text(record.headers(), EventHeaders.PLACE)
                .map(Long::parseLong)
                .orElseGet(() -> context.recordMetadata().orElseThrow().offset());
    }

    private ScoreJudge.Known known(Record<String, ContestScore> record, String key, Optional<Standing> standing) {
        ContestScore score = record.value();
        FraudRules fraudRules = rules.inForce(score.tenantId(), Instant.ofEpochMilli(record.timestamp()))
                .contest(score.contestId())
                .map(Contest::fraudRules)
                .orElse(null);
        return new ScoreJudge.Known(
                standing,
                fraudRules == null ? null : conduct.get(key),
                fraudRules,
                leaderboards.isClosed(record.key()));
    }

    private ContestOutcome apply(
            Record<String, ContestScore> record, String key, Optional<Standing> before, ScoreJudge.Ruling ruling) {
        ruling.conduct().ifPresent(changed -> conduct.put(key, changed));
        if (ruling.moved().isPresent()) {
            Standing after = ruling.moved().get();
            standings.put(key, after);
            Leaderboards.Ranks ranks = leaderboards.update(record.key(), before, after);
            return outcome(record, before, ruling.moved(), Optional.of(ranks), ruling.notes());
        }
        Optional<Leaderboards.Ranks> ranks = before.map(placed -> leaderboards.rankOf(record.key(), placed))
                .map(rank -> new Leaderboards.Ranks(Optional.of(rank), rank));
        return outcome(record, before, before, ranks, ruling.notes());
    }

    private static ContestOutcome outcome(
            Record<String, ContestScore> record,
            Optional<Standing> before,
            Optional<Standing> after,
            Optional<Leaderboards.Ranks> ranks,
            List<String> notes) {
        ContestScore score = record.value();
        BigDecimal scoreBefore = before.map(Standing::score).orElse(BigDecimal.ZERO);
        BigDecimal scoreAfter = after.map(Standing::score).orElse(BigDecimal.ZERO);
        return new ContestOutcome(
                String.join(":", score.eventId(), "contest", score.contestId()),
                score.eventId(),
                score.tenantId(),
                score.participantId(),
                score.occurredAt(),
                Instant.ofEpochMilli(record.timestamp()),
                score.contestId(),
                score.contestVersion(),
                score.contestId(),
                Standing.plain(scoreAfter.subtract(scoreBefore)),
                scoreAfter,
                ranks.flatMap(Leaderboards.Ranks::before).orElse(null),
                ranks.map(Leaderboards.Ranks::after).orElse(null),
                notes);
    }

    private void store(ContestScore score, ScoredEvent result) {
        String key = LeaderboardBoard.resultKey(score.contestId(), score.eventId());
        results.put(key, result, stores.resultBuckets().startOf(context.currentStreamTimeMs()));
        board.scored().announce(key, result);
    }

    /** The key of the standings store: the contest's record key and the participant. */
    public static String standingKey(String contestKey, String participantId) {
        return contestKey + "|" + participantId;
    }
}
