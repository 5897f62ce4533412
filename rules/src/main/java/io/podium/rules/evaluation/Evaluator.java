package io.podium.rules.evaluation;

import io.podium.rules.ledger.Ledger;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.event.AcceptedEvent;
import java.time.Instant;

/**
 * The rules engine: what an event means for its participant, given the state before it and the rules in force. A
 * pure function: same arguments, same evaluation, to the byte.
 */
public final class Evaluator {
    private Evaluator() {}

    /** Decides on one event where no ledger is kept. */
    public static Evaluation evaluate(ParticipantState before, AcceptedEvent event, Instant arrivedAt, RuleSet rules) {
        return evaluate(before, event, arrivedAt, rules, Ledger.NONE);
    }

    /**
     * Decides on one event.
     *
     * @param arrivedAt the event's record timestamp, which outcomes carry as {@code processed_at}
     * @param ledger the participant's
     */
    public static Evaluation evaluate(
            ParticipantState before, AcceptedEvent event, Instant arrivedAt, RuleSet rules, Ledger ledger) {
        EvaluationBuilder decision = new EvaluationBuilder(before, event, arrivedAt, rules, ledger);
        if (before.person().erasures().blocked() && !(event.command() instanceof PersonCommand.Erase)) {
            Commands.refuseBlocked(decision);
            return decision.done();
        } else if (event.command() instanceof PersonCommand.Erase erase) {
            Commands.decide(decision, erase);
            return decision.done(); // and no tier is reached by nobody
        } else if (event.command() != null) {
            Commands.decide(decision, event.command());
        } else if (event.award() != null && before.person().erasures().covers(event.occurredAt())) {
            return decision.done(); // won by somebody who was erased while the prize was on its way
        } else if (event.award() != null) {
            Awards.decide(decision, event.award());
        } else {
            if (event.reverses() != null) {
                Reversals.decide(decision, event.reverses());
            }
            EarnRules.decide(decision);
            Streaks.decide(decision);
            Challenges.decide(decision);
            Contests.decide(decision);
        }
        TierLadder.decide(decision);
        return decision.done();
    }
}
