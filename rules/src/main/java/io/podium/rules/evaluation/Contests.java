package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Versioned;
import java.util.List;

/** Scores for the contests that the event's type touches; the leaderboard stage adds them up and ranks. */
final class Contests {
    private Contests() {}

    static void decide(Decision decision) {
        for (Versioned<Contest> versioned :
                decision.rules.touchedBy(decision.event.eventType()).contests()) {
            Contest contest = versioned.program();
            if (contest.isOpenAt(decision.event.occurredAt(), decision.arrivedAt)
                    && contest.match().admits(decision.event.attributes())) {
                score(decision, versioned, contest.scoring());
            }
        }
    }

    private static void score(Decision decision, Versioned<Contest> contest, Contest.Scoring scoring) {
        Attributes.Amount amount = Attributes.amount(decision.event.attributes(), scoring.scoreAttribute());
        if (amount instanceof Attributes.Amount.Of number) {
            decision.scoreContest(contest, Attributes.plain(number.value().multiply(scoring.weight())), List.of());
        } else if (amount instanceof Attributes.Amount.None none) {
            decision.scoreContest(contest, null, List.of(none.note()));
        }
    }
}
