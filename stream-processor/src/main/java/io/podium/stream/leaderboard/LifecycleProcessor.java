package io.podium.stream.leaderboard;

import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.PrizeAllocation;
import io.podium.rules.contest.Standing;
import io.podium.rules.note.Note;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Versioned;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.contest.ContestStandings;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.score.ContestScore;
import io.podium.stream.clock.Heartbeat;
import io.podium.stream.clock.Watermarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Second half of stage 3: moves contests through their lives as the time of the log passes, tells each step and, at
 * the last one, the final ranks, and sends prizes to their winners as events of their own. Looks at nothing but
 * heartbeats; completes a contest only when all that arrived in time has come through. A contest whose definition is
 * retired before that is completed then, as it stands and without prizes.
 */
public final class LifecycleProcessor implements Processor<String, ContestScore, String, Object> {

    /** The child that awards are forwarded to. */
    public static final String AWARDS = "awards-to-accepted-events";

    /** The child that steps are forwarded to. */
    public static final String STANDINGS = "contest-standings";

    /** The stores of this half, by name. */
    public record Stores(String watermarks, String contests) {}

    private final Stores stores;
    private final int partitions;
    private final RuleBook rules;
    private final LeaderboardBoard board;
    private ProcessorContext<String, Object> context;
    private KeyValueStore<String, ContestStatus> contests;
    private Watermarks watermarks;

    public LifecycleProcessor(Stores stores, int partitions, RuleBook rules, LeaderboardBoard board) {
        this.stores = stores;
        this.partitions = partitions;
        this.rules = rules;
        this.board = board;
    }

    @Override
    public void init(ProcessorContext<String, Object> newContext) {
        context = newContext;
        contests = context.getStateStore(stores.contests());
        watermarks = new Watermarks(context.getStateStore(stores.watermarks()), partitions);
    }

    @Override
    public void process(Record<String, ContestScore> record) {
        if (Heartbeat.is(record.value(), record.headers())) {
            watermarks.advance(record).ifPresent(now -> advance(Instant.ofEpochMilli(now)));
        }
    }

    private void advance(Instant now) {
        for (String tenantId : rules.tenants()) {
            for (Versioned<Contest> contest : rules.inForce(tenantId, now).contests()) {
                String key = RecordKeys.contest(tenantId, contest.program().id());
                if (RecordKeys.partition(key, partitions) == context.taskId().partition()) {
                    step(tenantId, key, contest, now);
                }
            }
        }
        retired(now).forEach(Runnable::run);
    }

    /** The ends of contests that were begun or announced and are in force no more. */
    private List<Runnable> retired(Instant now) {
        List<Runnable> ends = new ArrayList<>();
        try (KeyValueIterator<String, ContestStatus> all = contests.all()) {
            while (all.hasNext()) {
                KeyValue<String, ContestStatus> contest = all.next();
                if (contest.value.state() != ContestState.COMPLETED) {
                    String tenantId = RecordKeys.tenantOf(contest.key);
                    String contestId = RecordKeys.idOf(contest.key);
                    rules.retiredSince(tenantId, RuleKind.CONTEST, contestId, now)
                            .ifPresent(version -> ends.add(() -> retire(
                                    new Step(tenantId, contestId, version, now, List.of(Note.CONTEST_RETIRED.code())),
                                    contest.value)));
                }
            }
        }
        return ends;
    }

    /** A draft that nobody was told of is forgotten; every other contest ends as it stands, without prizes. */
    private void retire(Step end, ContestStatus before) {
        if (before.state() == ContestState.DRAFT) {
            contests.delete(end.key());
            return;
        }
        contests.put(end.key(), new ContestStatus(ContestState.COMPLETED, end.now()));
        leaderboards().close(end.key());
        complete(end, rank -> PrizeAllocation.Share.NONE);
    }

    private void step(String tenantId, String key, Versioned<Contest> contest, Instant now) {
        ContestStatus before = contests.get(key);
        ContestState state = contest.program().stateAt(now);
        if (before != null && (before.state() == state || before.state() == ContestState.COMPLETED)) {
            return;
        }
        contests.put(key, new ContestStatus(state, now));
        Step step = new Step(tenantId, contest.program().id(), contest.version(), now, List.of());
        if (state == ContestState.COMPLETED) {
            leaderboards().close(key);
            complete(step, new PrizeAllocation(contest.program())::shareOf);
        } else if (state != ContestState.DRAFT) {
            tell(key, step.standings(state, leaderboards().size(key), 1, 1, List.of()));
        }
    }

    private Leaderboards leaderboards() {
        return board.partition(context.taskId().partition()).orElseThrow();
    }

    private void complete(Step end, LongFunction<PrizeAllocation.Share> prizes) {
        long participants = leaderboards().size(end.key());
        int pages = (int) Math.max(1, (participants + ContestStandings.PAGE_ROWS - 1) / ContestStandings.PAGE_ROWS);
        List<Record<String, Object>> awards = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            long rank = (page - 1L) * ContestStandings.PAGE_ROWS + 1;
            List<ContestStandings.Row> rows = new ArrayList<>();
            for (Standing standing : leaderboards().from(end.key(), rank, ContestStandings.PAGE_ROWS)) {
                PrizeAllocation.Share share = prizes.apply(rank);
                rows.add(new ContestStandings.Row(
                        rank,
                        standing.participantId(),
                        standing.score(),
                        share.prize().orElse(null),
                        share.notes()));
                long won = rank;
                share.prize()
                        .ifPresent(prize -> awards.add(award(
                                end.tenantId(),
                                standing.participantId(),
                                new ContestAward(end.contestId(), end.version(), won, prize),
                                end.now())));
                rank++;
            }
            tell(end.key(), end.standings(ContestState.COMPLETED, participants, page, pages, rows));
        }
        awards.forEach(award -> context.forward(award, AWARDS));
    }

    private void tell(String key, ContestStandings step) {
        context.forward(new Record<>(key, step, step.processedAt().toEpochMilli()), STANDINGS);
    }

    /** A contest at a moment of the log, from which a step is told. */
    private record Step(String tenantId, String contestId, Instant version, Instant now, List<String> notes) {
        String key() {
            return RecordKeys.contest(tenantId, contestId);
        }

        ContestStandings standings(
                ContestState state, long participants, int page, int pages, List<ContestStandings.Row> rows) {
            String id = String.join("|", tenantId, contestId, state.wireName(), now.toString(), Integer.toString(page));
            return new ContestStandings(
                    id, tenantId, contestId, version, now, state, participants, page, pages, rows, notes);
        }
    }

    private static Record<String, Object> award(
            String tenantId, String participantId, ContestAward award, Instant now) {
        AcceptedEvent event = AcceptedEvent.ofAward(tenantId, participantId, award, now);
        return new Record<>(RecordKeys.participant(tenantId, participantId), event, now.toEpochMilli());
    }
}
