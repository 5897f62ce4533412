package io.podium.stream.query;

import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantReport.ChallengeReport;
import io.podium.schemas.query.ParticipantReport.ObjectiveReport;
import io.podium.schemas.query.ParticipantReport.StreakReport;
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
        List<StreakReport> streaks = state.streaks().entrySet().stream()
                .map(entry -> streak(entry.getKey(), entry.getValue()))
                .toList();
        return new ParticipantReport(
                participantId, state.lifetimePoints(), state.tier(), state.badges(), challenges, streaks, null);
    }

    private static StreakReport streak(String id, StreakState state) {
        List<Ticks.Run> runs = state.ticks().runs();
        long last = runs.get(runs.size() - 1).to();
        return new StreakReport(
                id, state.length(), state.longest(), state.period().isoName(last));
    }
}
