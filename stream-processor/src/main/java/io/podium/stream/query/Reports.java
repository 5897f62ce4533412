package io.podium.stream.query;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantReport.ChallengeReport;
import io.podium.schemas.query.ParticipantReport.ObjectiveReport;
import java.util.List;

/** Turns stored state into what the reads show. */
final class Reports {
    private Reports() {}

    static ParticipantReport participant(String participantId, ParticipantState state) {
        List<ChallengeReport> challenges = state.challenges().entrySet().stream()
                .map(entry -> new ChallengeReport(
                        entry.getKey(),
                        entry.getValue().completed(),
                        entry.getValue().objectives().entrySet().stream()
                                .map(objective -> new ObjectiveReport(
                                        objective.getKey(),
                                        objective.getValue().progress(),
                                        objective.getValue().completed()))
                                .toList()))
                .toList();
        return new ParticipantReport(participantId, state.lifetimePoints(), state.tier(), state.badges(), challenges);
    }
}
