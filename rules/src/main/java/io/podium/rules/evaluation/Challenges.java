package io.podium.rules.evaluation;

import io.podium.rules.program.Challenge;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ParticipantState.ChallengeState;
import io.podium.rules.state.ParticipantState.ObjectiveState;
import java.math.BigDecimal;

/** Progress in the challenges that the event's type touches, and the rewards for what it completes. */
final class Challenges {
    private Challenges() {}

    static void decide(Decision decision) {
        for (Versioned<Challenge> challenge :
                decision.rules.touchedBy(decision.event.eventType()).challenges()) {
            if (challenge.program().isOpenAt(decision.event.occurredAt())) {
                for (Objective objective : challenge.program().objectives()) {
                    advance(decision, challenge, objective);
                }
            }
        }
    }

    private static void advance(Decision decision, Versioned<Challenge> challenge, Objective objective) {
        ChallengeState before = decision.state().challenge(challenge.program().id());
        ObjectiveState progress = before.objective(objective.id());
        boolean touched = objective.eventType().equals(decision.event.eventType())
                && objective.match().admits(decision.event.attributes());
        if (!touched || before.completed() || progress.completed()) {
            return;
        }
        BigDecimal to =
                switch (objective.evaluator()) {
                    case COUNT -> capped(progress.progress(), BigDecimal.ONE, objective.target());
                };
        boolean completed = to.compareTo(objective.target()) >= 0;
        boolean completesChallenge = completed && othersCompleted(challenge.program(), objective, before);
        decision.advanceObjective(challenge, objective.id(), to, objective.target(), completesChallenge);
        if (completed) {
            Rewards.decide(decision, challenge, "objective/" + objective.id(), objective.reward());
        }
        if (completesChallenge) {
            Rewards.decide(
                    decision, challenge, "completion", challenge.program().reward());
        }
    }

    /** Progress ends at the target, but what a version with a higher target let through is not taken away. */
    private static BigDecimal capped(BigDecimal progress, BigDecimal step, BigDecimal target) {
        return progress.add(step).min(target).max(progress);
    }

    private static boolean othersCompleted(Challenge challenge, Objective objective, ChallengeState state) {
        return challenge.objectives().stream()
                .filter(other -> !other.id().equals(objective.id()))
                .allMatch(other -> state.objective(other.id()).completed());
    }
}
