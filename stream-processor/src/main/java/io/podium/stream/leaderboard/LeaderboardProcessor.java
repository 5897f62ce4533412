package io.podium.stream.leaderboard;

import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.stream.record.StageCounters;
import io.podium.stream.store.TimeBuckets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage 3: adds each contest score to its participant's standing, ranks it, and sends the outcome. The store is the
 * truth; the rank index beside it is rebuilt whenever the task starts.
 */
public final class LeaderboardProcessor implements Processor<String, ContestScore, String, ContestOutcome> {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderboardProcessor.class);

    /** The stores of this stage, by name, and how long results are kept. */
    public record Stores(String standings, String results, TimeBuckets resultBuckets) {}

    private final Stores stores;
    private final LeaderboardBoard board;
    private final StageCounters counters;
    private ProcessorContext<String, ContestOutcome> context;
    private KeyValueStore<String, Standing> standings;
    private WindowStore<String, ScoredEvent> results;
    private Leaderboards leaderboards;

    public LeaderboardProcessor(Stores stores, LeaderboardBoard board, StageCounters counters) {
        this.stores = stores;
        this.board = board;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, ContestOutcome> newContext) {
        context = newContext;
        standings = context.getStateStore(stores.standings());
        results = context.getStateStore(stores.results());
        leaderboards = rebuild();
        board.open(context.taskId().partition(), leaderboards);
    }

    @Override
    public void close() {
        board.close(context.taskId().partition());
    }

    private Leaderboards rebuild() {
        Leaderboards rebuilt = new Leaderboards();
        StageCounters.Stopwatch stopwatch = counters.rebuilding();
        long count = 0;
        try (KeyValueIterator<String, Standing> all = standings.all()) {
            while (all.hasNext()) {
                KeyValue<String, Standing> entry = all.next();
                String participant = "|" + entry.value.participantId();
                rebuilt.restore(entry.key.substring(0, entry.key.length() - participant.length()), entry.value);
                count++;
            }
        }
        if (count > 0) {
            LOG.info("rank index of {} rebuilt: {} standings in {} ms", context.taskId(), count, stopwatch.stop());
        }
        return rebuilt;
    }

    @Override
    public void process(Record<String, ContestScore> record) {
        ContestScore score = record.value();
        String key = standingKey(record.key(), score.participantId());
        Optional<Standing> before = Optional.ofNullable(standings.get(key));
        ContestOutcome outcome = score.score() == null
                ? outcome(score, record.timestamp(), before, before, unmoved(record.key(), before))
                : move(record, key, before);
        context.forward(new Record<>(outcome.recordKey(), outcome, record.timestamp()));
        ContestScoreDelta delta = new ContestScoreDelta(score.contestId(), outcome.delta(), outcome.newRank());
        store(score, new ScoredEvent(score.tenantId(), score.eventId(), delta));
        counters.scored();
    }

    private ContestOutcome move(Record<String, ContestScore> record, String key, Optional<Standing> before) {
        ContestScore score = record.value();
        long offset = context.recordMetadata().orElseThrow().offset();
        Standing after = Standing.after(before, score, offset);
        standings.put(key, after);
        Leaderboards.Ranks ranks = leaderboards.update(record.key(), before, after);
        return outcome(score, record.timestamp(), before, Optional.of(after), Optional.of(ranks));
    }

    private Optional<Leaderboards.Ranks> unmoved(String contestKey, Optional<Standing> standing) {
        return standing.map(placed -> leaderboards.rank(contestKey, placed))
                .map(rank -> new Leaderboards.Ranks(Optional.of(rank), rank));
    }

    private static ContestOutcome outcome(
            ContestScore score,
            long timestamp,
            Optional<Standing> before,
            Optional<Standing> after,
            Optional<Leaderboards.Ranks> ranks) {
        BigDecimal scoreBefore = before.map(Standing::score).orElse(BigDecimal.ZERO);
        BigDecimal scoreAfter = after.map(Standing::score).orElse(BigDecimal.ZERO);
        return new ContestOutcome(
                String.join(":", score.eventId(), "contest", score.contestId()),
                score.eventId(),
                score.tenantId(),
                score.participantId(),
                score.occurredAt(),
                Instant.ofEpochMilli(timestamp),
                score.contestId(),
                score.contestVersion(),
                score.contestId(),
                Standing.plain(scoreAfter.subtract(scoreBefore)),
                scoreAfter,
                ranks.flatMap(Leaderboards.Ranks::before).orElse(null),
                ranks.map(Leaderboards.Ranks::after).orElse(null),
                score.notes());
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
