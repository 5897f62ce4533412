package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.note.Note;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Versioned;
import io.podium.schemas.score.ScoringMethod;
import java.util.List;

/** Scores for the contests that the event's type touches; the leaderboard stage makes standings of them and ranks. */
final class Contests {
    private Contests() {}

    static void decide(EvaluationBuilder decision) {
        for (Versioned<Contest> contest :
                decision.rules.touchedBy(decision.event.eventType()).contests()) {
            OutcomeSource cause = decision.cause(contest);
            if (!contest.program().isOpenAt(cause.occurredAt(), decision.arrivedAt)) {
                continue;
            } else if (!decision.hasRoom()) {
                decision.scoreContest(cause, contest.program(), null, List.of(Note.EVENT_FULL.code()));
                return;
            }
            judge(decision, cause, contest.program());
        }
    }

    private static void judge(EvaluationBuilder decision, OutcomeSource cause, Contest contest) {
        Judgement judgement = decision.judge(contest.match(), contest.when(), cause.occurredAt());
        if (judgement instanceof Judgement.Undecided undecided) {
            decision.scoreContest(cause, contest, null, List.of(undecided.note()));
        } else if (judgement instanceof Judgement.Holds) {
            score(decision, cause, contest);
        }
    }

    private static void score(EvaluationBuilder decision, OutcomeSource cause, Contest contest) {
        Contest.Scoring scoring = contest.scoring();
        if (scoring.method() == ScoringMethod.COUNT) {
            decision.scoreContest(cause, contest, Attributes.plain(scoring.weight()), List.of());
            return;
        }
        Attributes.Amount amount =
                Attributes.amount(decision.event.attributes(), requireNonNull(scoring.scoreAttribute()));
        if (amount instanceof Attributes.Amount.Of number) {
            decision.scoreContest(
                    cause, contest, Attributes.plain(number.value().multiply(scoring.weight())), List.of());
        } else if (amount instanceof Attributes.Amount.None none) {
            decision.scoreContest(cause, contest, null, List.of(none.note()));
        }
    }
}
