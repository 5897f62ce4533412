package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Versioned;
import io.podium.schemas.score.ScoringMethod;
import java.util.List;

/** Scores for the contests that the event's type touches; the leaderboard stage makes standings of them and ranks. */
final class Contests {
    private Contests() {}

    static void decide(Decision decision) {
        for (Versioned<Contest> contest :
                decision.rules.touchedBy(decision.event.eventType()).contests()) {
            if (contest.program().isOpenAt(decision.event.occurredAt(), decision.arrivedAt)) {
                judge(decision, contest);
            }
        }
    }

    private static void judge(Decision decision, Versioned<Contest> contest) {
        Judgement judgement =
                decision.judge(contest.program().match(), contest.program().when());
        if (judgement instanceof Judgement.Failed failed) {
            decision.scoreContest(contest, null, List.of(failed.note()));
        } else if (((Judgement.Clear) judgement).holds()) {
            score(decision, contest);
        }
    }

    private static void score(Decision decision, Versioned<Contest> contest) {
        Contest.Scoring scoring = contest.program().scoring();
        if (scoring.method() == ScoringMethod.COUNT) {
            decision.scoreContest(contest, Attributes.plain(scoring.weight()), List.of());
            return;
        }
        Attributes.Amount amount = Attributes.amount(decision.event.attributes(), scoring.scoreAttribute());
        if (amount instanceof Attributes.Amount.Of number) {
            decision.scoreContest(contest, Attributes.plain(number.value().multiply(scoring.weight())), List.of());
        } else if (amount instanceof Attributes.Amount.None none) {
            decision.scoreContest(contest, null, List.of(none.note()));
        }
    }
}
