package io.podium.rules.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Challenge.Enrolment;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.program.Milestone;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.ObjectiveState;
import java.util.List;

/** Enrolment, progress in the challenges that the event's type touches, and the rewards for what it completes. */
final class Challenges {
    private Challenges() {}

    static void decide(Decision decision) {
        if (decision.event.eventType().equals(Challenge.ENROLLED)) {
            enrol(decision);
        }
        for (Versioned<Challenge> challenge :
                decision.rules.touchedBy(decision.event.eventType()).challenges()) {
            if (challenge.program().isOpenAt(decision.event.occurredAt())) {
                contribute(decision, challenge);
            }
        }
    }

    private static void enrol(Decision decision) {
        JsonNode id = decision.event.attributes().path(Challenge.CHALLENGE_ID);
        decision.rules
                .challenge(id.asText(""))
                .filter(challenge -> challenge.enrolment() == Enrolment.EXPLICIT)
                .filter(challenge -> challenge.isOpenAt(decision.event.occurredAt()))
                .filter(challenge -> begins(challenge, decision))
                .ifPresent(challenge -> decision.beginChallenge(challenge.id(), decision.event.occurredAt()));
    }

    /** Whether the event falls outside of any participation, so that a new one may begin. */
    private static boolean begins(Challenge challenge, Decision decision) {
        ChallengeState state = decision.state().challenge(challenge.id());
        return !state.completed()
                && (state.begunAt() == null || challenge.isOver(state.begunAt(), decision.event.occurredAt()));
    }

    /** Prerequisites are looked at as they were before the event, so the order of objectives does not matter. */
    private static void contribute(Decision decision, Versioned<Challenge> challenge) {
        ChallengeState atStart = challenge.program().hasBeginning() && begins(challenge.program(), decision)
                ? ChallengeState.UNTOUCHED
                : decision.state().challenge(challenge.program().id());
        for (Objective objective : challenge.program().objectives()) {
            boolean touched = objective.eventType().equals(decision.event.eventType())
                    && objective.prerequisiteObjectiveIds().stream()
                            .allMatch(id -> atStart.objective(id).completed());
            if (touched && isOpen(decision, challenge.program(), objective)) {
                judge(decision, challenge, objective);
            }
        }
    }

    private static boolean isOpen(Decision decision, Challenge challenge, Objective objective) {
        ChallengeState now = decision.state().challenge(challenge.id());
        if (now.completed()) {
            return false;
        }
        if (!challenge.hasBeginning()) {
            return !now.objective(objective.id()).completed();
        }
        if (begins(challenge, decision)) {
            return challenge.enrolment() == Enrolment.AUTOMATIC;
        }
        return !decision.event.occurredAt().isBefore(now.begunAt())
                && !now.objective(objective.id()).completed();
    }

    private static void judge(Decision decision, Versioned<Challenge> challenge, Objective objective) {
        Judgement judgement = decision.judge(objective.match(), objective.when());
        if (judgement instanceof Judgement.Failed failed) {
            tell(decision, challenge, objective, failed.note());
        } else if (((Judgement.Clear) judgement).holds()) {
            advance(decision, challenge, objective);
        }
    }

    private static void advance(Decision decision, Versioned<Challenge> challenge, Objective objective) {
        String id = challenge.program().id();
        boolean begins = challenge.program().hasBeginning() && begins(challenge.program(), decision);
        ObjectiveState before = begins
                ? ObjectiveState.UNTOUCHED
                : decision.state().challenge(id).objective(objective.id());
        Objectives.Step step =
                Objectives.step(objective, before, decision.event.attributes(), decision.event.occurredAt());
        if (step instanceof Objectives.Step.None none) {
            tell(decision, challenge, objective, none.note());
            return;
        }
        if (begins) {
            decision.beginChallenge(id, decision.event.occurredAt());
        }
        ObjectiveState after = ((Objectives.Step.To) step).state();
        if (after.equals(before)) {
            return;
        }
        long done =
                completedBeside(challenge.program(), objective, decision.state().challenge(id))
                        + (after.completed() ? 1 : 0);
        boolean completesChallenge =
                after.completed() && done >= challenge.program().needed();
        decision.advanceObjective(challenge, objective, after, completesChallenge);
        if (after.completed()) {
            reward(decision, challenge, objective, done, completesChallenge);
        }
    }

    private static void reward(
            Decision decision,
            Versioned<Challenge> challenge,
            Objective objective,
            long done,
            boolean completesChallenge) {
        Challenge program = challenge.program();
        Rewards.decide(decision, Cause.of(challenge), "objective/" + objective.id(), objective.reward());
        for (Milestone milestone : program.milestones()) {
            boolean given =
                    decision.state().challenge(program.id()).milestones().contains(milestone.count());
            if (done >= milestone.count() && !given) {
                decision.passChallengeMilestone(program.id(), milestone.count());
                Rewards.decide(decision, Cause.of(challenge), "milestone/" + milestone.count(), milestone.reward());
            }
        }
        if (completesChallenge) {
            Rewards.decide(decision, Cause.of(challenge), "completion", program.reward());
        }
    }

    private static long completedBeside(Challenge challenge, Objective objective, ChallengeState state) {
        return challenge.objectives().stream()
                .filter(other -> !other.id().equals(objective.id()))
                .filter(other -> state.objective(other.id()).completed())
                .count();
    }

    private static void tell(Decision decision, Versioned<Challenge> challenge, Objective objective, String note) {
        ObjectiveState now =
                decision.state().challenge(challenge.program().id()).objective(objective.id());
        decision.tellObjective(challenge, objective, now.progress(), now, false, List.of(note));
    }
}
