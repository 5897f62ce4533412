package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.note.Note;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Challenge.Evaluator;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.program.Milestone;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.Change;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.streak.StreakTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one event does to one challenge. First all objectives are decided, from the state before the event, so that
 * their order does not matter; then they advance; then the rewards for all that was completed are given, and at last
 * those for the challenge.
 */
final class Contribution {

    private final EvaluationBuilder decision;
    private final Challenge challenge;
    private final OutcomeSource cause;
    private final Participation participation;
    private final ChallengeState atStart;
    private final List<Step> steps = new ArrayList<>();
    private final List<Objective> completed = new ArrayList<>();

    /** How far the event brings an objective. */
    private record Step(Objective objective, Objectives.Step.To to) {
        ObjectiveState after() {
            return to.state();
        }
    }

    Contribution(EvaluationBuilder decision, Challenge challenge, OutcomeSource cause) {
        this.decision = decision;
        this.challenge = challenge;
        this.cause = cause;
        ChallengeState known = decision.state().challenge(challenge.id());
        participation = Participation.of(challenge, known, cause.occurredAt(), false);
        atStart = participation instanceof Participation.Begins ? ChallengeState.UNTOUCHED : known;
    }

    void decide() {
        if (participation instanceof Participation.None) {
            return;
        }
        for (Objective objective : challenge.objectives()) {
            if (objective.eventType().equals(decision.event.eventType())
                    && !atStart.objective(objective.id()).completed()) {
                judge(objective);
            }
        }
        if (steps.isEmpty()) {
            return;
        }
        if (!takesPart()) {
            steps.forEach(step -> report(step.objective(), Note.STATE_FULL.code()));
            return;
        }
        steps.forEach(this::apply);
        while (unlocked()) {
            // What was banked can complete what others wait for.
        }
        if (!completed.isEmpty()) {
            reward();
        }
    }

    private void judge(Objective objective) {
        Judgement judgement = decision.judge(objective.match(), objective.when(), cause.occurredAt());
        if (judgement instanceof Judgement.Undecided undecided) {
            report(objective, undecided.note());
        } else if (judgement instanceof Judgement.Holds) {
            ObjectiveState now = atStart.objective(objective.id());
            ObjectiveState before = atStart.banked().getOrDefault(objective.id(), now);
            ObjectiveState shown = isOpen(objective, atStart) ? now : before;
            StreakTerms days = objective.evaluator() == Evaluator.STREAK
                    ? challenge.days(
                            decision.state().profile(), decision.state().freeDays())
                    : StreakTerms.PLAIN_DAYS;
            Objectives.Step step = Objectives.step(
                    objective, before, shown.progress(), decision.event.attributes(), cause.occurredAt(), days);
            if (step instanceof Objectives.Step.To to) {
                steps.add(new Step(objective, to));
            } else {
                report(objective, ((Objectives.Step.None) step).note());
            }
        }
    }

    /** Begins the participation or extends it; false where there is no room for it. */
    private boolean takesPart() {
        if (participation instanceof Participation.Begins begins) {
            if (!decision.fits(begins.change())) {
                return false;
            }
            decision.change(begins.change());
        } else if (participation instanceof Participation.Goes goes && goes.change() != null) {
            Change.ChallengeSpans spans = goes.change();
            if (!spans.begunAt().equals(atStart.begunAt())
                    || spans.latestAt() != null && !spans.latestAt().equals(atStart.latestAt())) {
                decision.change(spans);
            }
        }
        return true;
    }

    private void apply(Step step) {
        Objective objective = step.objective();
        ObjectiveState after = step.after();
        if (isOpen(objective, atStart)) {
            given(step, atStart.objective(objective.id()));
            if (!after.equals(atStart.objective(objective.id()))) {
                advance(objective, after, false);
            }
        } else if (isStepAfterThisOne(objective)) {
            given(step, atStart.banked().getOrDefault(objective.id(), atStart.objective(objective.id())));
            if (!after.equals(atStart.banked().get(objective.id()))) {
                bank(objective, after);
            }
        }
    }

    private void bank(Objective objective, ObjectiveState after) {
        Change banked = new Change.ObjectiveBanked(challenge.id(), objective.id(), after);
        if (decision.fits(banked)) {
            decision.change(banked);
        } else {
            report(objective, Note.STATE_FULL.code());
        }
    }

    /** For the ledger: also a value that was there already, since it stays when the one that brought it goes. */
    private void given(Step step, ObjectiveState before) {
        decision.given()
                .add(new LedgerEntry.Contribution(
                        challenge.id(),
                        step.objective().id(),
                        state().repeats(),
                        Attributes.plain(step.after().progress().subtract(before.progress())),
                        step.to().value(),
                        step.to().undoing()));
    }

    private void advance(Objective objective, ObjectiveState after, boolean unlocked) {
        Change advanced = new Change.ObjectiveAdvanced(challenge.id(), objective.id(), after);
        if (!decision.fits(advanced)) {
            report(objective, Note.STATE_FULL.code());
            return;
        }
        ChallengeState before = state();
        decision.change(advanced);
        boolean completesChallenge = after.completed() && !before.completed() && done() >= challenge.needed();
        if (completesChallenge) {
            decision.change(new Change.ChallengeCompleted(challenge.id()));
        }
        if (after.completed()) {
            completed.add(objective);
        }
        BigDecimal from = before.objective(objective.id()).progress();
        if (after.completed() || after.progress().compareTo(from) != 0) {
            String what = unlocked ? objective.id() + "/unlocked" : objective.id();
            decision.reportObjective(cause, what, objective, from, after, completesChallenge, List.of());
        }
    }

    /** Lets the next objective go on whose prerequisites have been completed since it was banked; false for none. */
    private boolean unlocked() {
        for (Objective objective : challenge.objectives()) {
            ObjectiveState banked = state().banked().get(objective.id());
            if (banked != null && isOpen(objective, state())) {
                advance(objective, Objectives.unlocked(objective, banked), true);
                return !state().banked().containsKey(objective.id());
            }
        }
        return false;
    }

    private void reward() {
        for (Objective objective : completed) {
            Rewards.decide(decision, cause, "objective/" + objective.id(), objective.reward());
        }
        for (Milestone milestone : challenge.milestones()) {
            if (done() >= milestone.count() && !state().milestones().contains(milestone.count())) {
                decision.change(new Change.ChallengeMilestone(challenge.id(), milestone.count()));
                Rewards.decide(decision, cause, "milestone/" + milestone.count(), milestone.reward());
            }
        }
        if (state().completed()) {
            Rewards.decide(decision, cause, "completion", challenge.reward());
        }
    }

    private static boolean isOpen(Objective objective, ChallengeState state) {
        return objective.prerequisiteObjectiveIds().stream()
                .allMatch(id -> state.objective(id).completed());
    }

    /** An event that is a step towards a prerequisite is not at the same time the step after it. */
    private boolean isStepAfterThisOne(Objective objective) {
        Set<String> before = new LinkedHashSet<>();
        prerequisites(objective, before);
        return steps.stream().noneMatch(step -> before.contains(step.objective().id()));
    }

    private void prerequisites(Objective objective, Set<String> found) {
        for (Objective other : challenge.objectives()) {
            if (objective.prerequisiteObjectiveIds().contains(other.id()) && found.add(other.id())) {
                prerequisites(other, found);
            }
        }
    }

    private long done() {
        return challenge.objectives().stream()
                .filter(objective -> state().objective(objective.id()).completed())
                .count();
    }

    private ChallengeState state() {
        return decision.state().challenge(challenge.id());
    }

    private void report(Objective objective, String note) {
        ObjectiveState now = atStart.objective(objective.id());
        decision.reportObjective(cause, objective.id(), objective, now.progress(), now, false, List.of(note));
    }
}
