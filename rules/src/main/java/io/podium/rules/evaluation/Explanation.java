package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.condition.Condition;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.ledger.Ledger;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.program.Contest;
import io.podium.rules.program.EarnRule;
import io.podium.rules.program.Match;
import io.podium.rules.program.Program;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.rule.RuleKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why each rule that looks at an event's type did what it did to the event, or nothing. For people who ask; the
 * decision itself is {@link Evaluator}'s, whose outcomes are taken as they are.
 */
public final class Explanation {

    private final AcceptedEvent event;
    private final Instant arrivedAt;
    private final ParticipantState before;
    private final Evaluation evaluation;
    private final EvaluationBuilder decision;
    private final RuleSet.Touched touched;
    private final List<Reason> reasons = new ArrayList<>();

    /**
     * What one rule made of the event.
     *
     * @param version of the rule: from when on it is in force
     */
    public record Reason(RuleKind kind, String id, Instant version, String text) {}

    private Explanation(ParticipantState before, AcceptedEvent event, Instant arrivedAt, RuleSet rules, Ledger ledger) {
        this.before = before;
        this.event = event;
        this.arrivedAt = arrivedAt;
        evaluation = Evaluator.evaluate(before, event, arrivedAt, rules, ledger);
        decision = new EvaluationBuilder(before, event, arrivedAt, rules, ledger);
        touched = rules.touchedBy(event.eventType());
    }

    /**
     * One reason for each rule that looks at events of this type, in the order of evaluation; none where no rule does.
     *
     * @param before the participant's state when the event was evaluated
     */
    public static List<Reason> of(
            ParticipantState before, AcceptedEvent event, Instant arrivedAt, RuleSet rules, Ledger ledger) {
        Explanation explanation = new Explanation(before, event, arrivedAt, rules, ledger);
        RuleSet.Touched touched = explanation.touched;
        touched.earnRules().forEach(explanation::earnRule);
        touched.streaks().forEach(explanation::streak);
        touched.challenges().forEach(explanation::challenge);
        touched.contests().forEach(explanation::contest);
        return List.copyOf(explanation.reasons);
    }

    private void earnRule(Versioned<EarnRule> rule) {
        EarnRule program = rule.program();
        String granted = outcomes(PointsOutcome.class, program.id())
                .map(outcome -> outcome.points() + " points" + notes(outcome))
                .orElse(null);
        add(
                RuleKind.EARN_RULE,
                program.id(),
                rule.version(),
                granted != null
                        ? granted
                        : passes(program.match(), program.when(), program).orElseGet(() -> rival(program)));
    }

    /** Which rule of the exclusive group gave more. */
    private String rival(EarnRule loser) {
        return touched.earnRules().stream()
                .map(Versioned::program)
                .filter(rule ->
                        loser.exclusiveGroup() != null && loser.exclusiveGroup().equals(rule.exclusiveGroup()))
                .flatMap(rule -> outcomes(PointsOutcome.class, rule.id())
                        .map(outcome -> "of the exclusive group " + loser.exclusiveGroup() + " only one rule counts: "
                                + rule.id() + ", which gives " + outcome.points())
                        .stream())
                .findFirst()
                .orElse("it grants nothing");
    }

    private void streak(Versioned<Streak> streak) {
        Streak program = streak.program();
        String moved = outcomes(StreakOutcome.class, program.id())
                .map(outcome -> "length " + outcome.from() + " -> " + outcome.to() + notes(outcome))
                .orElse(null);
        add(
                RuleKind.STREAK,
                program.id(),
                streak.version(),
                moved != null
                        ? moved
                        : passes(program.match(), program.when(), program).orElse("its period is counted already"));
    }

    private void challenge(Versioned<Challenge> challenge) {
        Challenge program = challenge.program();
        for (Objective objective : program.objectives()) {
            if (objective.eventType().equals(event.eventType())) {
                String reported = evaluation.outcomes().stream()
                        .filter(ChallengeOutcome.class::isInstance)
                        .map(ChallengeOutcome.class::cast)
                        .filter(outcome -> outcome.challengeId().equals(program.id())
                                && outcome.objectiveId().equals(objective.id()))
                        .map(outcome -> outcome.from().toPlainString() + " -> "
                                + outcome.to().toPlainString() + " of "
                                + outcome.target().toPlainString()
                                + notes(outcome))
                        .findFirst()
                        .orElseGet(() -> whyNot(program, objective));
                add(RuleKind.CHALLENGE, program.id() + "/" + objective.id(), challenge.version(), reported);
            }
        }
    }

    private String whyNot(Challenge challenge, Objective objective) {
        ChallengeState state = before.challenge(challenge.id());
        Instant at = decision.occurredAt(challenge);
        if (!challenge.isOpenAt(at)) {
            return "the challenge is not open at " + at;
        } else if (Participation.of(challenge, state, at, false) instanceof Participation.None) {
            return state.completed()
                    ? "the challenge is completed already"
                    : state.begunAt() == null
                            ? "the participant is not enrolled"
                            : "it lies outside of the participation that began at " + state.begunAt();
        } else if (state.objective(objective.id()).completed()) {
            return "the objective is completed already";
        }
        List<String> missing = objective.prerequisiteObjectiveIds().stream()
                .filter(id -> !state.objective(id).completed())
                .toList();
        if (!missing.isEmpty()) {
            return passes(objective.match(), objective.when(), challenge)
                    .orElse("it is banked until these are completed, or a step towards one of them: "
                            + String.join(", ", missing));
        }
        return passes(objective.match(), objective.when(), challenge).orElse("it adds nothing to the objective");
    }

    private void contest(Versioned<Contest> contest) {
        Contest program = contest.program();
        String reported = evaluation.contestScores().stream()
                .filter(score -> score.contestId().equals(program.id()))
                .map(score -> score.score() == null
                        ? "no score: " + String.join(", ", score.notes())
                        : "a score of " + score.score().toPlainString())
                .findFirst()
                .orElseGet(() -> program.isOpenAt(decision.occurredAt(program), arrivedAt)
                        ? passes(program.match(), program.when(), program).orElse("no score")
                        : "the contest takes no event that occurred at " + event.occurredAt() + " and arrived at "
                                + arrivedAt);
        add(RuleKind.CONTEST, program.id(), contest.version(), reported);
    }

    /** Why the event does not pass a filter or a condition; empty when it does. */
    private Optional<String> passes(Match match, @Nullable Condition when, Program.Evaluated program) {
        if (!match.admits(decision.event.attributes())) {
            return Optional.of("match is not met: the attributes are " + decision.event.attributes());
        }
        Judgement judgement = decision.judge(match, when, decision.occurredAt(program));
        if (judgement instanceof Judgement.Undecided undecided) {
            return Optional.of("when could not be evaluated: " + undecided.note());
        }
        return judgement instanceof Judgement.Holds
                ? Optional.empty()
                : Optional.of("when does not hold: " + requireNonNull(when).text());
    }

    private <T extends Outcome> Optional<T> outcomes(Class<T> type, String ruleId) {
        return evaluation.outcomes().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(outcome -> outcome.ruleId().equals(ruleId))
                .findFirst();
    }

    private static String notes(Outcome outcome) {
        return outcome.notes().isEmpty() ? "" : " (" + String.join(", ", outcome.notes()) + ")";
    }

    private void add(RuleKind kind, String id, Instant version, String reason) {
        boolean blocked = before.person().erasures().blocked();
        String text = blocked ? "the participant was erased, and the id is blocked" : reason;
        reasons.add(new Reason(kind, id, version, text));
    }
}
