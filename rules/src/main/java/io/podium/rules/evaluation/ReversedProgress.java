package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.evaluation.Reversals.Share;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.ledger.LedgerEntry.CapUse;
import io.podium.rules.ledger.LedgerEntry.ContestPart;
import io.podium.rules.ledger.LedgerEntry.Contribution;
import io.podium.rules.ledger.LedgerEntry.Undoing;
import io.podium.rules.note.Note;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Contest;
import io.podium.rules.program.FraudRules;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.CapState;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.Change;
import io.podium.rules.state.ObjectiveState;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.query.PointsTransaction.Part;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a reversal does beside points: caps get room again, objectives and contests lose what the event brought. */
final class ReversedProgress {

    private final EvaluationBuilder decision;
    private final LedgerEntry entry;
    private final Share share;
    private final List<Part> reversed;
    private final List<Part> kept;

    /** Adds what it reverses to one list, and what it does not to the other. */
    ReversedProgress(EvaluationBuilder decision, LedgerEntry entry, Share share, List<Part> reversed, List<Part> kept) {
        this.decision = decision;
        this.entry = entry;
        this.share = share;
        this.reversed = reversed;
        this.kept = kept;
    }

    void caps() {
        for (CapUse use : entry.parts().caps()) {
            CapState state = decision.state().cap(use.ruleId(), use.every());
            long points = Math.min(share.of(use.points()), state.usedIn(use.period()));
            if (points > 0) {
                decision.change(new Change.CapUsed(
                        use.ruleId(), use.every(), use.period(), state.usedIn(use.period()) - points));
                reversed.add(new Part("cap", use.ruleId(), Long.toString(points), null));
            }
        }
    }

    void objectives() {
        for (Contribution part : entry.parts().contributions()) {
            String id = part.challengeId() + "/" + part.objectiveId();
            Optional<String> reason = stays(part);
            if (reason.isPresent()) {
                kept.add(new Part("objective", id, part.progress().toPlainString(), reason.get()));
            } else if (part.value() != null || part.progress().signum() > 0) {
                BigDecimal by = reduce(part);
                if (by.signum() > 0) {
                    reversed.add(new Part("objective", id, by.toPlainString(), null));
                }
            }
        }
    }

    /** Why what the event brought to an objective is not taken back; empty when it is. */
    private Optional<String> stays(Contribution part) {
        ChallengeState challenge = decision.state().challenge(part.challengeId());
        if (part.undoing() == Undoing.NEVER) {
            return Optional.of("days_stay");
        } else if (challenge.repeats() != part.repeats()) {
            return Optional.of("participation_over");
        } else if (challenge.completed()
                || challenge.objective(part.objectiveId()).completed()) {
            return Optional.of("completed");
        } else if (part.undoing() == Undoing.AS_A_WHOLE && !share.isWhole()) {
            return Optional.of("only_as_a_whole");
        } else if (part.value() != null && decision.ledger.isValueOfAnother(entry, part)) {
            return Optional.of("value_of_another_event");
        }
        return Optional.empty();
    }

    /** By how much the objective's progress becomes less. */
    private BigDecimal reduce(Contribution part) {
        ChallengeState challenge = decision.state().challenge(part.challengeId());
        ObjectiveState banked = challenge.banked().get(part.objectiveId());
        ObjectiveState before = banked == null ? challenge.objective(part.objectiveId()) : banked;
        ObjectiveState after = without(before, part);
        BigDecimal by = Attributes.plain(before.progress().subtract(after.progress()));
        if (after.equals(before)) {
            return by;
        } else if (banked != null) {
            decision.change(new Change.ObjectiveBanked(part.challengeId(), part.objectiveId(), after));
            return by;
        }
        decision.change(new Change.ObjectiveAdvanced(part.challengeId(), part.objectiveId(), after));
        decision.rules.challenge(part.challengeId()).ifPresent(known -> report(known, part, before, after));
        return by;
    }

    private ObjectiveState without(ObjectiveState before, Contribution part) {
        if (part.value() == null) {
            BigDecimal rest = before.progress().subtract(takenBack(part)).max(BigDecimal.ZERO);
            return new ObjectiveState(Attributes.plain(rest), false, before.values(), before.days());
        } else if (before.values() == null) {
            return before;
        }
        var values = before.values().without(part.value());
        return new ObjectiveState(BigDecimal.valueOf(values.count()), false, values, before.days());
    }

    private BigDecimal takenBack(Contribution part) {
        return part.undoing() == Undoing.IN_PART ? share.of(part.progress()) : part.progress();
    }

    private void report(
            Versioned<Challenge> challenge, Contribution part, ObjectiveState before, ObjectiveState after) {
        challenge.program().objectives().stream()
                .filter(objective -> objective.id().equals(part.objectiveId()))
                .forEach(objective -> decision.reportObjective(
                        OutcomeSource.of(challenge, decision.arrivedAt, false),
                        objective.id() + "/reversed",
                        objective,
                        before.progress(),
                        after,
                        false,
                        List.of(Note.REVERSED.of(entry.eventId()))));
    }

    void contests() {
        for (ContestPart part : entry.parts().contests()) {
            Optional<String> reason = stays(part);
            String shown = part.score().toPlainString();
            if (reason.isPresent()) {
                kept.add(new Part("contest", part.contestId(), shown, reason.get()));
                continue;
            }
            BigDecimal score = part.method() == ScoringMethod.COUNT ? part.score() : share.of(part.score());
            decision.scoreContest(new ContestScore(
                    part.contestId(),
                    part.contestVersion(),
                    decision.event.eventId(),
                    decision.event.tenantId(),
                    decision.event.participantId(),
                    decision.arrivedAt,
                    part.method(),
                    Attributes.plain(score.negate()),
                    List.of(Note.REVERSED.of(entry.eventId())),
                    decision.event.sync(),
                    entry.eventId(),
                    false));
            reversed.add(new Part(
                    "contest", part.contestId(), Attributes.plain(score).toPlainString(), null));
        }
    }

    /** Why a score is not taken back; empty when it is. */
    private Optional<String> stays(ContestPart part) {
        Optional<Contest> contest = decision.rules.contest(part.contestId());
        if (part.method() == ScoringMethod.BEST || part.method() == ScoringMethod.LATEST) {
            return Optional.of(part.method().wireName() + "_stays");
        } else if (contest.isEmpty()) {
            return Optional.of("not_in_force");
        } else if (contest.get().stateAt(decision.arrivedAt) == ContestState.COMPLETED) {
            return Optional.of("completed");
        } else if (part.method() == ScoringMethod.COUNT && !share.isWhole()) {
            return Optional.of("only_as_a_whole");
        }
        FraudRules fraud = contest.get().fraudRules();
        // Whether such a rule kept the score apart only the leaderboard knows.
        return fraud != null && fraud.onExceed() != FraudRules.OnExceed.FLAG
                ? Optional.of("fraud_rules")
                : Optional.empty();
    }
}
