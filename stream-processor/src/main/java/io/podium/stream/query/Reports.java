package io.podium.stream.query;

import static java.util.Objects.requireNonNull;

import io.podium.rules.account.Account;
import io.podium.rules.account.Hold;
import io.podium.rules.account.Lots;
import io.podium.rules.attribute.Attributes;
import io.podium.rules.evaluation.Lapses;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantReport.ChallengeReport;
import io.podium.schemas.query.ParticipantReport.ObjectiveReport;
import io.podium.schemas.query.ParticipantReport.StreakReport;
import io.podium.schemas.query.PointsReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns stored state into what the reads show. */
final class Reports {
    private Reports() {}

    /**
     * A participant's state.
     *
     * @param rules in force
     * @param now the stage's time, by which streaks lapse
     */
    static ParticipantReport participant(
            String tenantId, String participantId, ParticipantState stored, RuleSet rules, Instant now) {
        // What ends by itself has ended for whoever looks, also where the next heartbeat has not come yet.
        ParticipantState state =
                Lapses.until(stored, tenantId, participantId, now).state();
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
                .filter(entry -> !entry.getValue().ticks().runs().isEmpty())
                .map(entry -> streak(entry.getKey(), state, rules, now))
                .toList();
        return new ParticipantReport(
                participantId,
                state.lifetimePoints(),
                state.tier(),
                state.badges(),
                challenges,
                streaks,
                points(state),
                state.profile().equals(Profile.NONE) ? null : state.profile(),
                null);
    }

    static PointsReport points(ParticipantState state) {
        Account account = state.account();
        return new PointsReport(
                account.available(),
                state.lifetimePoints(),
                account.holds().stream().mapToLong(Hold::amount).sum(),
                account.owed(),
                account.spent(),
                account.expired(),
                account.lots().entrySet().stream()
                        .limit(PointsReport.MAX_EXPIRING)
                        .map(lot -> new PointsReport.Expiring(Lots.startOf(lot.getKey()), lot.getValue()))
                        .toList(),
                account.holds().stream()
                        .map(hold -> new PointsReport.Hold(hold.id(), hold.amount(), hold.endsAt(), hold.reason()))
                        .toList());
    }

    private static StreakReport streak(String id, ParticipantState participant, RuleSet rules, Instant now) {
        StreakState state = requireNonNull(participant.streaks().get(id));
        List<Ticks.Run> runs = state.ticks().runs();
        long last = runs.get(runs.size() - 1).to();
        Optional<StreakTerms> terms = rules.streak(id)
                .map(Versioned::program)
                .filter(streak -> streak.period() == state.period())
                .map(streak -> streak.terms(participant.profile(), participant.freeDays()));
        Boolean active =
                terms.map(known -> state.isActive(known.read(now), known)).orElse(null);
        boolean lapsed = Boolean.FALSE.equals(active);
        return new StreakReport(
                id,
                lapsed ? 0 : state.length(),
                state.longest(),
                state.period().isoName(last),
                active,
                lapsed ? (Long) state.length() : null,
                terms.map(known -> Attributes.plain(state.freezes(known))).orElse(null),
                state.stock());
    }
}
