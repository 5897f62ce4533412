package io.podium.operations.trace;

import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.ledger.InMemoryLedger;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import java.time.Instant;

/** What is known of a participant when an event comes: the state, and the ledger, which grows with it. */
record History(ParticipantState state, InMemoryLedger ledger) {

    /** Of a participant who never did anything. */
    static History begin() {
        return new History(ParticipantState.EMPTY, new InMemoryLedger());
    }

    /** After an event, by the rules in force at its arrival. */
    History after(AcceptedEvent event, Instant arrivedAt, RuleSet rules) {
        Evaluation evaluation = Evaluator.evaluate(state, event, arrivedAt, rules, ledger);
        ledger.put(evaluation.ledger());
        return new History(evaluation.state(), evaluation.erases() ? new InMemoryLedger() : ledger);
    }
}
