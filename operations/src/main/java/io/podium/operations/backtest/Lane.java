package io.podium.operations.backtest;

import io.podium.rules.book.RuleBook;
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
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.score.ContestScore;
import io.podium.stream.leaderboard.Leaderboards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a history does under one set of rules: the decisions of stages 2 and 3, made by the same functions, for one
 * tenant and without Kafka.
 */
final class Lane implements AutoCloseable {

    private static final int PODIUM = 10;
    private static final int PAGE = 500;

    private final String tenantId;
    private final RuleBook rules;
    private final Participants participants;
    private final Predicate<Instant> counts;
    private final Leaderboards leaderboards = new Leaderboards();
    private final Map<String, ContestState> contests = new HashMap<>();
    private final Map<String, Conduct> conduct = new HashMap<>();
    private final Map<String, Long> points = new TreeMap<>();
    private final Map<String, Long> completions = new TreeMap<>();
    private final Map<String, List<Placed>> podiums = new TreeMap<>();
    private long scores;

    /**
     * A lane.
     *
     * @param counts whether what happens at an instant is part of the report
     */
    Lane(String tenantId, RuleBook rules, Participants participants, Predicate<Instant> counts) {
        this.tenantId = tenantId;
        this.rules = rules;
        this.participants = participants;
        this.counts = counts;
    }

    /** A place in a contest. */
    record Placed(long rank, String participantId, String score) {}

    /** An event arrives. */
    void arrive(AcceptedEvent event, Instant arrivedAt) {
        RuleSet inForce = rules.inForce(tenantId, arrivedAt);
        ParticipantState before = participants.get(event.participantId());
        Evaluation evaluation = Evaluator.evaluate(before, event, arrivedAt, inForce);
        if (!evaluation.changes().isEmpty()) {
            participants.put(event.participantId(), evaluation.state());
        }
        if (counts.test(arrivedAt)) {
            evaluation.outcomes().forEach(this::count);
        }
        evaluation.contestScores().forEach(score -> score(score, arrivedAt, inForce));
    }

    private void count(Outcome outcome) {
        if (outcome instanceof PointsOutcome granted) {
            points.merge(granted.ruleId(), granted.points(), Long::sum);
        } else if (outcome instanceof ChallengeOutcome progress && progress.challengeCompleted()) {
            completions.merge(progress.challengeId(), 1L, Long::sum);
        }
    }

    private void score(ContestScore score, Instant arrivedAt, RuleSet inForce) {
        String contest = score.contestId();
        String participant = contest + "|" + score.participantId();
        Optional<Standing> before = leaderboards.standing(contest, score.participantId());
        ScoreJudge.Ruling ruling = ScoreJudge.judge(
                score,
                new ScoreJudge.Known(
                        before,
                        conduct.get(participant),
                        inForce.contest(contest).map(Contest::fraudRules).orElse(null),
                        contests.get(contest) == ContestState.COMPLETED),
                scores++,
                arrivedAt.toEpochMilli(),
                standing -> leaderboards.rankOf(contest, standing));
        ruling.conduct().ifPresent(changed -> conduct.put(participant, changed));
        ruling.moved().ifPresent(moved -> leaderboards.update(contest, before, moved));
    }

    /** The log comes to an instant: contests begin, end and are completed. */
    void pass(Instant now) {
        List<AcceptedEvent> awards = new ArrayList<>();
        for (Versioned<Contest> contest : rules.inForce(tenantId, now).contests()) {
            String id = contest.program().id();
            ContestState state = contest.program().stateAt(now);
            if (contests.get(id) != ContestState.COMPLETED && contests.get(id) != state) {
                contests.put(id, state);
                if (state == ContestState.COMPLETED) {
                    awards.addAll(complete(contest, now));
                }
            }
        }
        awards.forEach(award -> arrive(award, now));
    }

    private List<AcceptedEvent> complete(Versioned<Contest> contest, Instant now) {
        String id = contest.program().id();
        PrizeAllocation allocation = new PrizeAllocation(contest.program());
        List<AcceptedEvent> awards = new ArrayList<>();
        long rank = 1;
        List<Standing> page = leaderboards.from(id, rank, PAGE);
        while (!page.isEmpty()) {
            for (Standing standing : page) {
                long won = rank++;
                allocation
                        .shareOf(won)
                        .prize()
                        .ifPresent(prize -> awards.add(AcceptedEvent.ofAward(
                                tenantId,
                                standing.participantId(),
                                new ContestAward(id, contest.version(), won, prize),
                                now)));
            }
            page = leaderboards.from(id, rank, PAGE);
        }
        podiums.put(id, podium(id));
        return awards;
    }

    private List<Placed> podium(String contestId) {
        List<Placed> podium = new ArrayList<>();
        for (Standing standing : leaderboards.from(contestId, 1, PODIUM)) {
            podium.add(new Placed(
                    podium.size() + 1L,
                    standing.participantId(),
                    standing.score().toPlainString()));
        }
        return podium;
    }

    /** Points granted, by rule. */
    Map<String, Long> points() {
        return points;
    }

    /** Challenges completed, by challenge. */
    Map<String, Long> completions() {
        return completions;
    }

    /** The best ten of each contest that anybody has a score in: the final ones where it is completed. */
    Map<String, List<Placed>> podiums() {
        Map<String, List<Placed>> all = new TreeMap<>(podiums);
        contests.keySet().forEach(contest -> all.computeIfAbsent(contest, this::podium));
        all.values().removeIf(List::isEmpty);
        return all;
    }

    Participants participants() {
        return participants;
    }

    @Override
    public void close() {
        participants.close();
    }
}
