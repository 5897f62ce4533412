package io.podium.rules.scenario;

import io.podium.rules.contest.Conduct;
import io.podium.rules.contest.PrizeAllocation;
import io.podium.rules.contest.ScoreJudge;
import io.podium.rules.contest.Standing;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.contest.Prize;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventId;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.score.ContestScore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The stages behind dedup in plain memory, for one tenant: the same decisions by the same functions, without Kafka,
 * for authors who try their rules. Not for many participants.
 */
public final class Simulation {

    /** The tenant whose rules are simulated; its name shows nowhere. */
    static final String TENANT = "tenant";

    private final RuleSet rules;
    private final Map<String, ParticipantState> participants = new LinkedHashMap<>();
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;
    private long events;

    /** Under these rules. */
    public Simulation(RuleSet rules) {
        this.rules = rules;
    }

    /** What an event did: the results, and all notes of its outcomes. */
    public record Happened(EventResults results, List<String> notes) {}

    /** A contest so far. */
    static final class Board {
        final Map<String, Standing> standings = new HashMap<>();
        final Map<String, Conduct> conduct = new HashMap<>();
        final TreeSet<Standing> ranked = new TreeSet<>();
        final Map<String, Prize> prizes = new LinkedHashMap<>();
        ContestState state;
        private long scores;

        long rankOf(Standing standing) {
            return ranked.headSet(standing, false).size() + 1L;
        }
    }

    /** An event arrives. */
    public Happened arrive(AcceptedEvent event, Instant arrivedAt) {
        now = arrivedAt;
        Evaluation evaluation = evaluate(event, arrivedAt);
        List<ContestScoreDelta> deltas = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        evaluation.outcomes().forEach(outcome -> notes.addAll(outcome.notes()));
        for (ContestScore score : evaluation.contestScores()) {
            deltas.add(score(score, arrivedAt, notes));
        }
        return new Happened(evaluation.results().withContests(deltas), notes);
    }

    /** The log comes to this instant: contests begin, end and are completed. */
    public void pass(Instant until) {
        now = until;
        List<AcceptedEvent> awards = new ArrayList<>();
        for (Versioned<Contest> contest : rules.contests()) {
            Board board = board(contest.program().id());
            ContestState state = contest.program().stateAt(now);
            if (board.state != ContestState.COMPLETED && board.state != state) {
                board.state = state;
                if (state == ContestState.COMPLETED) {
                    awards.addAll(complete(contest, board, now));
                }
            }
        }
        awards.forEach(award -> evaluate(award, now));
    }

    /** A participant's state. */
    ParticipantState participant(String id) {
        return participants.getOrDefault(id, ParticipantState.EMPTY);
    }

    /** A contest. */
    Board board(String contestId) {
        return boards.computeIfAbsent(contestId, id -> new Board());
    }

    /** Where a contest is in its life: as far as the log has come, else as its definition says; empty if there is none. */
    Optional<ContestState> state(String contestId) {
        return Optional.ofNullable(board(contestId).state)
                .or(() -> rules.contest(contestId).map(contest -> contest.stateAt(now)));
    }

    /** The id of the next event. */
    String nextEventId(Instant arrivedAt) {
        return EventId.at("simulation", 0, events++, arrivedAt.toEpochMilli());
    }

    private Evaluation evaluate(AcceptedEvent event, Instant arrivedAt) {
        Evaluation evaluation = Evaluator.evaluate(participant(event.participantId()), event, arrivedAt, rules);
        participants.put(event.participantId(), evaluation.state());
        return evaluation;
    }

    private ContestScoreDelta score(ContestScore score, Instant arrivedAt, List<String> notes) {
        Board board = board(score.contestId());
        String participant = score.participantId();
        Optional<Standing> before = Optional.ofNullable(board.standings.get(participant));
        ScoreJudge.Ruling ruling = ScoreJudge.judge(
                score,
                new ScoreJudge.Known(
                        before,
                        board.conduct.get(participant),
                        rules.contest(score.contestId())
                                .map(Contest::fraudRules)
                                .orElse(null),
                        board.state == ContestState.COMPLETED),
                board.scores++,
                arrivedAt.toEpochMilli(),
                board::rankOf);
        notes.addAll(ruling.notes());
        ruling.conduct().ifPresent(changed -> board.conduct.put(participant, changed));
        ruling.moved().ifPresent(moved -> {
            before.ifPresent(board.ranked::remove);
            board.ranked.add(moved);
            board.standings.put(participant, moved);
        });
        Optional<Standing> after = Optional.ofNullable(board.standings.get(participant));
        BigDecimal delta = after.map(Standing::score)
                .orElse(BigDecimal.ZERO)
                .subtract(before.map(Standing::score).orElse(BigDecimal.ZERO));
        return new ContestScoreDelta(
                score.contestId(),
                Standing.plain(delta),
                after.map(board::rankOf).orElse(null));
    }

    private static List<AcceptedEvent> complete(Versioned<Contest> contest, Board board, Instant now) {
        PrizeAllocation allocation = new PrizeAllocation(contest.program());
        List<AcceptedEvent> awards = new ArrayList<>();
        long rank = 0;
        for (Standing standing : board.ranked) {
            long won = ++rank;
            allocation.shareOf(won).prize().ifPresent(prize -> {
                board.prizes.put(standing.participantId(), prize);
                ContestAward award = new ContestAward(contest.program().id(), contest.version(), won, prize);
                awards.add(AcceptedEvent.ofAward(TENANT, standing.participantId(), award, now));
            });
        }
        return awards;
    }
}
