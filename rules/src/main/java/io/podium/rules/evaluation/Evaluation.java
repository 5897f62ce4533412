package io.podium.rules.evaluation;

import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.score.ContestScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an event causes: the decision, as values. Nothing has happened yet; the evaluation stage stores the state
 * and sends the records.
 *
 * @param changes in the order decided; applied to the state before, they give {@code state}
 * @param outcomes for the outcome topics, in the order decided
 * @param contestScores for the leaderboard stage
 * @param failedConditions how many {@code when} could not be evaluated for this event
 * @param results the contract's results, without the contest part
 * @param ledger entries to be written, in this order; one whose event is known already replaces what is there
 * @param transaction the answer to a command, or to an event that takes another one back; null for others
 */
public record Evaluation(
        List<Change> changes,
        ParticipantState state,
        List<Outcome> outcomes,
        List<ContestScore> contestScores,
        int failedConditions,
        EventResults results,
        List<LedgerEntry> ledger,
        @Nullable PointsTransaction transaction) {
    public Evaluation {
        changes = List.copyOf(changes);
        outcomes = List.copyOf(outcomes);
        contestScores = List.copyOf(contestScores);
        ledger = List.copyOf(ledger);
    }

    /** Whether the participant is erased, and with the state the ledger. */
    public boolean erases() {
        return changes.stream().anyMatch(Change.Erased.class::isInstance);
    }
}
