package io.podium.stream.leaderboard;

import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.ContestEngine;
import io.podium.rules.contest.FinalRank;
import io.podium.rules.contest.Transition;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Versioned;
import io.podium.schemas.contest.ContestStandings;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.score.ContestScore;
import io.podium.stream.clock.Heartbeat;
import io.podium.stream.clock.Watermarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Second half of stage 3: takes the steps of contests that {@link ContestEngine} decides as the time of the log passes,
 * publishes each one and, at the last, the final ranks, and sends prizes to their winners as events of their own. Looks
 * at nothing but heartbeats; completes a contest only when all that arrived in time has come through. A contest whose
 * definition is retired before that is completed then, as it stands and without prizes.
 */
public final class LifecycleProcessor implements Processor<String, ContestScore, String, Object> {

    /** The child that awards are forwarded to. */
    public static final String AWARDS = "awards-to-accepted-events";

    /** The child that steps are forwarded to. */
    public static final String STANDINGS = "contest-standings";

    private final String watermarkStore;
    private final int partitions;
    private final RuleBook rules;
    private final LeaderboardRegistry board;
    private ProcessorContext<String, Object> context;
    private Watermarks watermarks;

    /** Takes the steps of the contests that the first half has opened at the board. */
    public LifecycleProcessor(String watermarkStore, int partitions, RuleBook rules, LeaderboardRegistry board) {
        this.watermarkStore = watermarkStore;
        this.partitions = partitions;
        this.rules = rules;
        this.board = board;
    }

    @Override
    public void init(ProcessorContext<String, Object> newContext) {
        context = newContext;
        watermarks = new Watermarks(context.getStateStore(watermarkStore), partitions);
    }

    @Override
    public void process(Record<String, ContestScore> record) {
        if (Heartbeat.is(record.value(), record.headers())) {
            watermarks.advance(record).ifPresent(now -> advance(Instant.ofEpochMilli(now)));
        }
    }

    private void advance(Instant now) {
        for (String tenantId : rules.tenants()) {
            ContestEngine.transitions(contests(), tenantId, own(tenantId, now), now)
                    .forEach(this::take);
        }
        ContestEngine.retirements(contests(), rules, now).forEach(this::take);
    }

    /** The tenant's contests of this partition. */
    private List<Versioned<Contest>> own(String tenantId, Instant now) {
        return rules.inForce(tenantId, now).contests().stream()
                .filter(contest -> RecordKeys.partition(
                                RecordKeys.contest(tenantId, contest.program().id()), partitions)
                        == context.taskId().partition())
                .toList();
    }

    private StoredContests contests() {
        return board.contests(context.taskId().partition());
    }

    private void take(Transition step) {
        ContestEngine.apply(contests(), step);
        if (step instanceof Transition.Completes end) {
            complete(end);
        } else if (step instanceof Transition.Enters enters && enters.state() != ContestState.DRAFT) {
            publish(standings(enters.moment(), enters.state(), 1, 1, List.of(), List.of()));
        }
    }

    private void complete(Transition.Completes end) {
        long participants = size(end.moment());
        int pages = (int) Math.max(1, (participants + ContestStandings.PAGE_ROWS - 1) / ContestStandings.PAGE_ROWS);
        Iterator<FinalRank> ranks = ContestEngine.finalRanks(contests(), end);
        List<AcceptedEvent> awards = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            List<ContestStandings.Row> rows = new ArrayList<>();
            while (rows.size() < ContestStandings.PAGE_ROWS && ranks.hasNext()) {
                FinalRank place = ranks.next();
                rows.add(row(place));
                place.award().ifPresent(awards::add);
            }
            publish(standings(end.moment(), ContestState.COMPLETED, page, pages, rows, end.notes()));
        }
        awards.forEach(this::award);
    }

    private static ContestStandings.Row row(FinalRank place) {
        return new ContestStandings.Row(
                place.rank(),
                place.standing().participantId(),
                place.standing().score(),
                place.share().prize().orElse(null),
                place.share().notes());
    }

    private ContestStandings standings(
            Transition.Moment moment,
            ContestState state,
            int page,
            int pages,
            List<ContestStandings.Row> rows,
            List<String> notes) {
        String id = String.join(
                "|",
                moment.tenantId(),
                moment.contestId(),
                state.wireName(),
                moment.at().toString(),
                Integer.toString(page));
        return new ContestStandings(
                id,
                moment.tenantId(),
                moment.contestId(),
                moment.version(),
                moment.at(),
                state,
                size(moment),
                page,
                pages,
                rows,
                notes);
    }

    /** How many have a score. */
    private long size(Transition.Moment moment) {
        return contests().leaderboards().size(moment.contestKey());
    }

    private void publish(ContestStandings step) {
        context.forward(new Record<>(step.recordKey(), step, step.processedAt().toEpochMilli()), STANDINGS);
    }

    private void award(AcceptedEvent award) {
        String key = RecordKeys.participant(award.tenantId(), award.participantId());
        context.forward(new Record<>(key, award, award.occurredAt().toEpochMilli()), AWARDS);
    }
}
