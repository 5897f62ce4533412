package io.podium.rules.contest;

import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.ContestStore.Ranks;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.note.Note;
import io.podium.rules.program.Contest;
import io.podium.rules.program.FraudRules;
import io.podium.rules.program.Versioned;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.score.ContestScore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Contests, wherever they are kept: the leaderboard stage, scenarios and backtests all come here. To decide is to look
 * at a {@link ContestView} and to change nothing; to apply is to change a {@link ContestStore} and to decide nothing.
 * Both are functions of their arguments, so that the same log gives the same contests.
 */
public final class ContestEngine {
    private ContestEngine() {}

    /** Decides on all that a record says: one score, or an erasure in each contest that knows the participant. */
    public static List<ScoreDecision> decisions(ContestView contests, ArrivedScore arrived, RuleSet inForce) {
        ContestScore score = arrived.score();
        if (!score.erases()) {
            return List.of(decide(contests, arrived, inForce));
        }
        List<ScoreDecision> decisions = new ArrayList<>();
        for (String key : contests.contests()) {
            if (!RecordKeys.tenantOf(key).equals(score.tenantId())) {
                continue;
            }
            Optional<Standing> before = contests.standing(key, score.participantId());
            if (before.isPresent()
                    || contests.conduct(key, score.participantId()).isPresent()) {
                ArrivedScore one =
                        new ArrivedScore(key, score.in(RecordKeys.idOf(key)), arrived.offset(), arrived.arrivedAt());
                decisions.add(ScoreDecision.erased(one, before, remains(contests, one, before)));
            }
        }
        return decisions;
    }

    /**
     * Decides what a score does to its participant's standing.
     *
     * @param inForce the tenant's rules at the score's arrival
     */
    public static ScoreDecision decide(ContestView contests, ArrivedScore arrived, RuleSet inForce) {
        ContestScore score = arrived.score();
        Optional<Standing> before = contests.standing(arrived.contestKey(), score.participantId());
        if (contests.isCompleted(arrived.contestKey())) {
            return ScoreDecision.notCounted(arrived, before, List.of(Note.CONTEST_COMPLETED.code()));
        } else if (score.score() == null || score.reverses() != null && before.isEmpty()) {
            return ScoreDecision.notCounted(arrived, before, score.notes());
        }
        Standing after = Standing.after(before, score, arrived.offset());
        if (score.reverses() != null) {
            return ScoreDecision.counted(arrived, before, after); // what is taken back is nobody's speed
        }
        return inForce.contest(score.contestId())
                .map(Contest::fraudRules)
                .map(fraudRules -> guarded(contests, arrived, before, after, fraudRules))
                .orElseGet(() -> ScoreDecision.counted(arrived, before, after));
    }

    /** Ranks of a completed contest are final: the rank and the score stay, under a name that is nobody's. */
    private static Optional<Standing> remains(ContestView contests, ArrivedScore arrived, Optional<Standing> before) {
        if (!contests.isCompleted(arrived.contestKey())) {
            return Optional.empty();
        }
        String name = "erased_" + arrived.offset();
        while (contests.standing(arrived.contestKey(), name).isPresent()) {
            name += "_";
        }
        String free = name;
        return before.map(held -> new Standing(free, held.score(), held.reachedAt(), held.latestAt()));
    }

    private static ScoreDecision guarded(
            ContestView contests,
            ArrivedScore arrived,
            Optional<Standing> before,
            Standing after,
            FraudRules fraudRules) {
        String key = arrived.contestKey();
        BigDecimal gain = after.score().subtract(before.map(Standing::score).orElse(BigDecimal.ZERO));
        long climb = before.map(held -> contests.rankOf(key, held) - contests.rankOf(key, after))
                .orElse(0L);
        ScoreVelocity conduct = contests.conduct(key, after.participantId()).orElse(ScoreVelocity.NONE);
        FraudGuard.FraudDecision ruling =
                FraudGuard.judge(fraudRules, conduct, arrived.arrivedAt().toEpochMilli(), gain, climb);
        return new ScoreDecision(
                arrived,
                before,
                ruling.counts() ? Optional.of(after) : Optional.empty(),
                Optional.of(ruling.conduct()),
                !ruling.notes().isEmpty(),
                Stream.concat(arrived.score().notes().stream(), ruling.notes().stream())
                        .toList());
    }

    /** Does what was decided of a score; the ranks are those right after it. */
    public static ScoreResult apply(ContestStore contests, ScoreDecision decision) {
        String key = decision.arrived().contestKey();
        Optional<Standing> before = decision.before();
        if (decision.arrived().score().erases()) {
            contests.remove(key, decision.arrived().score().participantId(), before);
            decision.moved().ifPresent(standing -> contests.place(key, Optional.empty(), standing));
            return new ScoreResult(decision, before, Optional.empty(), Optional.empty());
        }
        decision.conduct()
                .ifPresent(conduct ->
                        contests.putConduct(key, decision.arrived().score().participantId(), conduct));
        if (decision.moved().isPresent()) {
            Ranks ranks = contests.place(key, before, decision.moved().get());
            return new ScoreResult(decision, before, decision.moved(), Optional.of(ranks));
        }
        Optional<Ranks> ranks =
                before.map(held -> contests.rankOf(key, held)).map(rank -> new Ranks(Optional.of(rank), rank));
        return new ScoreResult(decision, before, before, ranks);
    }

    /**
     * Decides which contests are at another point of their lives than they were; one that is completed stays so.
     *
     * @param inForce contests of the tenant, each of which has its step at the most
     * @param now the time that the log has come to
     */
    public static List<Transition> transitions(
            ContestView contests, String tenantId, Collection<Versioned<Contest>> inForce, Instant now) {
        List<Transition> steps = new ArrayList<>();
        for (Versioned<Contest> contest : inForce) {
            Transition.Moment moment =
                    new Transition.Moment(tenantId, contest.program().id(), contest.version(), now);
            Optional<ContestState> before = contests.state(moment.contestKey());
            ContestState state = contest.program().stateAt(now);
            if (before.filter(known -> known == state || known == ContestState.COMPLETED)
                    .isEmpty()) {
                steps.add(
                        state == ContestState.COMPLETED
                                ? new Transition.Completes(moment, Optional.of(contest.program()), List.of())
                                : new Transition.Enters(moment, state));
            }
        }
        return steps;
    }

    /**
     * Decides on contests that have been entered and are in force no more. A draft, of which nobody has heard, is
     * forgotten; every other contest ends as it stands and without prizes.
     */
    public static List<Transition> retirements(ContestView contests, RuleBook rules, Instant now) {
        List<Transition> steps = new ArrayList<>();
        contests.unfinished().forEach((key, state) -> {
            String tenantId = RecordKeys.tenantOf(key);
            String contestId = RecordKeys.idOf(key);
            rules.retiredSince(tenantId, RuleKind.CONTEST, contestId, now)
                    .map(version -> new Transition.Moment(tenantId, contestId, version, now))
                    .map(moment -> state == ContestState.DRAFT
                            ? new Transition.Forgotten(moment)
                            : new Transition.Completes(moment, Optional.empty(), List.of(Note.CONTEST_RETIRED.code())))
                    .ifPresent(steps::add);
        });
        return steps;
    }

    /** Takes a step that was decided. */
    public static void apply(ContestStore contests, Transition step) {
        Transition.Moment moment = step.moment();
        if (step instanceof Transition.Enters enters) {
            contests.enter(moment.contestKey(), enters.state(), moment.at());
        } else if (step instanceof Transition.Completes) {
            contests.enter(moment.contestKey(), ContestState.COMPLETED, moment.at());
        } else {
            contests.forget(moment.contestKey());
        }
    }

    /** The ranks at a contest's end with what each wins, best first; to be read once. */
    public static Iterator<FinalRank> finalRanks(ContestView contests, Transition.Completes end) {
        return new FinalRanks(contests, end);
    }
}
