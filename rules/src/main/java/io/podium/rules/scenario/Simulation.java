package io.podium.rules.scenario;

import io.podium.rules.contest.ArrivedScore;
import io.podium.rules.contest.ContestEngine;
import io.podium.rules.contest.InMemoryContests;
import io.podium.rules.contest.ScoreResult;
import io.podium.rules.contest.Standing;
import io.podium.rules.contest.Transition;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.Lapses;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.ledger.InMemoryLedger;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.contest.Prize;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventId;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.score.ContestScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stages behind dedup in plain memory, for one tenant: the same decisions by the same functions, without Kafka,
 * for authors who try their rules. Not for many participants.
 */
public final class Simulation {

    /** The tenant whose rules are simulated; its name shows nowhere. */
    static final String TENANT = "tenant";

    private final RuleSet rules;
    private final Map<String, ParticipantState> participants = new LinkedHashMap<>();
    private final Map<String, InMemoryLedger> ledgers = new LinkedHashMap<>();
    private final InMemoryContests contests = new InMemoryContests();
    private final Map<String, Map<String, Prize>> prizes = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;
    private long events;
    private long scores;

    /** Under these rules. */
    public Simulation(RuleSet rules) {
        this.rules = rules;
    }

    /**
     * What an event did: the results, and all notes of its outcomes.
     *
     * @param transaction what came of a command, or of an event that takes another one back; null for others
     */
    public record Happened(
            EventResults results,
            List<String> notes,
            @Nullable PointsTransaction transaction) {}

    /** An event arrives. */
    public Happened arrive(AcceptedEvent event, Instant arrivedAt) {
        now = arrivedAt;
        Evaluation evaluation = evaluate(event, arrivedAt);
        List<ContestScoreDelta> deltas = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        evaluation.outcomes().forEach(outcome -> notes.addAll(outcome.notes()));
        for (ContestScore score : evaluation.contestScores()) {
            for (ScoreResult result : score(score, arrivedAt)) {
                notes.addAll(result.decision().notes());
                if (score.isOwn()) {
                    deltas.add(new ContestScoreDelta(score.contestId(), result.delta(), result.newRank()));
                }
            }
        }
        return new Happened(evaluation.results().withContests(deltas), notes, evaluation.transaction());
    }

    /** The log comes to this instant: points expire, contests begin, end and are completed. */
    public void pass(Instant until) {
        now = until;
        participants.replaceAll((id, state) -> {
            Lapses lapses = Lapses.until(state, TENANT, id, now);
            ledger(id).put(lapses.entries());
            return lapses.state();
        });
        List<AcceptedEvent> awards = new ArrayList<>();
        for (Transition step : ContestEngine.transitions(contests, TENANT, rules.contests(), now)) {
            ContestEngine.apply(contests, step);
            if (step instanceof Transition.Completes end) {
                awards.addAll(complete(end));
            }
        }
        awards.forEach(award -> evaluate(award, now));
    }

    private List<AcceptedEvent> complete(Transition.Completes end) {
        List<AcceptedEvent> awards = new ArrayList<>();
        Map<String, Prize> won = prizes.computeIfAbsent(end.moment().contestId(), id -> new LinkedHashMap<>());
        ContestEngine.finalRanks(contests, end).forEachRemaining(place -> {
            place.share().prize().ifPresent(prize -> won.put(place.standing().participantId(), prize));
            place.award().ifPresent(awards::add);
        });
        return awards;
    }

    /** A participant's state. */
    ParticipantState participant(String id) {
        return participants.getOrDefault(id, ParticipantState.EMPTY);
    }

    /** The standings of a contest, best first. */
    List<Standing> ranked(String contestId) {
        return contests.ranked(RecordKeys.contest(TENANT, contestId));
    }

    /** What a contest's participants have won, in the order of their ranks. */
    Map<String, Prize> prizes(String contestId) {
        return prizes.getOrDefault(contestId, Map.of());
    }

    /**
     * Where a contest is in its life: as far as the log has come, else as its definition says; empty if there is none.
     */
    Optional<ContestState> state(String contestId) {
        return contests.state(RecordKeys.contest(TENANT, contestId))
                .or(() -> rules.contest(contestId).map(contest -> contest.stateAt(now)));
    }

    private InMemoryLedger ledger(String participantId) {
        return ledgers.computeIfAbsent(participantId, id -> new InMemoryLedger());
    }

    /** The id of the next event. */
    String nextEventId(Instant arrivedAt) {
        return EventId.at("simulation", 0, events++, arrivedAt.toEpochMilli());
    }

    private Evaluation evaluate(AcceptedEvent event, Instant arrivedAt) {
        InMemoryLedger ledger = ledger(event.participantId());
        Evaluation evaluation = Evaluator.evaluate(participant(event.participantId()), event, arrivedAt, rules, ledger);
        participants.put(event.participantId(), evaluation.state());
        ledger.put(evaluation.ledger());
        if (evaluation.erases()) {
            ledgers.remove(event.participantId());
        }
        return evaluation;
    }

    private List<ScoreResult> score(ContestScore score, Instant arrivedAt) {
        ArrivedScore arrived = new ArrivedScore(score.recordKey(), score, scores++, arrivedAt);
        return ContestEngine.decisions(contests, arrived, rules).stream()
                .map(decision -> ContestEngine.apply(contests, decision))
                .toList();
    }
}
