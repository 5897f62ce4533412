package io.podium.operations.backtest;

import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.ArrivedScore;
import io.podium.rules.contest.ContestEngine;
import io.podium.rules.contest.ContestStore;
import io.podium.rules.contest.InMemoryContests;
import io.podium.rules.contest.Standing;
import io.podium.rules.contest.Transition;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.score.ContestScore;
import io.podium.stream.leaderboard.Leaderboards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a history does under one set of rules: the decisions of stages 2 and 3, made by the same functions, for one
 * tenant and without Kafka.
 */
final class BacktestRun implements AutoCloseable {

    private static final int PODIUM = 10;

    /** What rules give; the rest of the ledger is the same whatever the rules are. */
    private static final Set<PointsKind> OF_RULES = Set.of(PointsKind.EARN, PointsKind.REWARD, PointsKind.PRIZE);

    private final String tenantId;
    private final RuleBook rules;
    private final Participants participants;
    private final Ledgers ledgers;
    private final Predicate<Instant> counts;
    private final ContestStore contests = new InMemoryContests(new Leaderboards());
    private final Set<String> entered = new TreeSet<>();
    private final Map<String, Long> points = new TreeMap<>();
    private final Map<String, Long> completions = new TreeMap<>();
    private final Map<String, List<Placed>> podiums = new TreeMap<>();
    private long scores;

    /**
     * A lane.
     *
     * @param counts whether what happens at an instant is part of the report
     */
    BacktestRun(
            String tenantId, RuleBook rules, Participants participants, Ledgers ledgers, Predicate<Instant> counts) {
        this.tenantId = tenantId;
        this.rules = rules;
        this.participants = participants;
        this.ledgers = ledgers;
        this.counts = counts;
    }

    /** A rank in a contest. */
    record Placed(long rank, String participantId, String score) {}

    /**
     * An event arrives.
     *
     * @return what it is answered; empty where it orders nothing and takes nothing back
     */
    Optional<PointsTransaction> arrive(AcceptedEvent event, Instant arrivedAt) {
        RuleSet inForce = rules.inForce(tenantId, arrivedAt);
        ParticipantState before = participants.get(event.participantId());
        String ledgerKey = RecordKeys.ledger(
                RecordKeys.participant(tenantId, event.participantId()),
                before.person().erasures().count());
        Evaluation evaluation = Evaluator.evaluate(before, event, arrivedAt, inForce, ledgers.of(ledgerKey));
        evaluation.ledger().forEach(entry -> ledgers.put(ledgerKey, entry));
        if (!evaluation.changes().isEmpty()) {
            participants.put(event.participantId(), evaluation.state());
        }
        if (counts.test(arrivedAt)) {
            evaluation.outcomes().forEach(this::count);
        }
        evaluation.contestScores().forEach(score -> score(score, arrivedAt, inForce));
        return Optional.ofNullable(evaluation.transaction());
    }

    private void count(Outcome outcome) {
        if (outcome instanceof PointsOutcome granted && OF_RULES.contains(granted.kind())) {
            points.merge(granted.ruleId(), granted.points(), Long::sum);
        } else if (outcome instanceof ChallengeOutcome progress && progress.challengeCompleted()) {
            completions.merge(progress.challengeId(), 1L, Long::sum);
        }
    }

    private void score(ContestScore score, Instant arrivedAt, RuleSet inForce) {
        ArrivedScore arrived = new ArrivedScore(score.recordKey(), score, scores++, arrivedAt);
        ContestEngine.decisions(contests, arrived, inForce)
                .forEach(decision -> ContestEngine.apply(contests, decision));
    }

    /** The log comes to an instant: contests begin, end, are retired and are completed. */
    void pass(Instant now) {
        List<Transition> steps = new ArrayList<>(ContestEngine.transitions(
                contests, tenantId, rules.inForce(tenantId, now).contests(), now));
        steps.addAll(ContestEngine.retirements(contests, rules, now));
        List<AcceptedEvent> awards = new ArrayList<>();
        for (Transition step : steps) {
            ContestEngine.apply(contests, step);
            entered.add(step.moment().contestId());
            if (step instanceof Transition.Completes end) {
                awards.addAll(complete(end));
            }
        }
        awards.forEach(award -> arrive(award, now));
    }

    private List<AcceptedEvent> complete(Transition.Completes end) {
        List<AcceptedEvent> awards = new ArrayList<>();
        ContestEngine.finalRanks(contests, end)
                .forEachRemaining(place -> place.award().ifPresent(awards::add));
        podiums.put(end.moment().contestId(), podium(end.moment().contestId()));
        return awards;
    }

    private List<Placed> podium(String contestId) {
        List<Placed> podium = new ArrayList<>();
        for (Standing standing : contests.ranked(RecordKeys.contest(tenantId, contestId), 1, PODIUM)) {
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
        entered.forEach(contest -> all.computeIfAbsent(contest, this::podium));
        all.values().removeIf(List::isEmpty);
        return all;
    }

    Participants participants() {
        return participants;
    }

    @Override
    public void close() {
        participants.close();
        ledgers.close();
    }
}
