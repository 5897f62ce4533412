package io.podium.rules.evaluation;

import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.score.ContestScore;
import java.util.List;

/**
 * All that an event causes: the decision, as values. Nothing has happened yet; the evaluation stage stores the state
 * and sends the records.
 *
 * @param changes in the order decided; applied to the state before, they give {@code state}
 * @param outcomes for the outcome topics, in the order decided
 * @param contestScores for the leaderboard stage
 * @param failedConditions how many {@code when} could not be evaluated for this event
 * @param results the contract's results, without the contest part
 */
public record Evaluation(
        List<Change> changes,
        ParticipantState state,
        List<Outcome> outcomes,
        List<ContestScore> contestScores,
        int failedConditions,
        EventResults results) {
    public Evaluation {
        changes = List.copyOf(changes);
        outcomes = List.copyOf(outcomes);
        contestScores = List.copyOf(contestScores);
    }
}
