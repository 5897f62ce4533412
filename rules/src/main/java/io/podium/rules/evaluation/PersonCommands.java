package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.period.DayClock;
import io.podium.rules.period.FreeDays;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.outcome.ProfileOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.PointsTransaction;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What administrators order about a participant as a person. */
final class PersonCommands {

    private final EvaluationBuilder decision;
    private final OutcomeSource source;

    private PersonCommands(EvaluationBuilder decision, PersonCommand command) {
        this.decision = decision;
        source = OutcomeSource.of(command, decision.arrivedAt);
    }

    static void decide(EvaluationBuilder decision, PersonCommand command) {
        PersonCommands commands = new PersonCommands(decision, command);
        if (command instanceof PersonCommand.SetProfile set) {
            commands.setProfile(set.profile());
        } else if (command instanceof PersonCommand.Pause pause) {
            commands.change(
                    decision.state().profile(),
                    decision.state()
                            .freeDays()
                            .with(pause.from().toEpochDay(), pause.to().toEpochDay()));
            commands.done();
        } else {
            throw new IllegalArgumentException("expected a known kind of command, but " + command);
        }
    }

    /** Who moves to another zone is on a journey, and no streak breaks by days that it took away. */
    private void setProfile(Profile profile) {
        Profile before = decision.state().profile();
        FreeDays free = decision.state().freeDays();
        Optional<ZoneId> from = before.zone();
        Optional<ZoneId> to = profile.zone();
        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
            free = free.with(FreeDays.skippedBy(from.get()))
                    .afterJourney(clock(from.get(), before), clock(to.get(), profile), decision.arrivedAt);
        }
        change(profile, free);
        decision.report(new ProfileOutcome(decision.head("profile", source, "profile"), profile));
        done();
    }

    /** What days are free, and how they are counted, may join or part the rows of days that were there. */
    private void change(Profile profile, FreeDays free) {
        decision.change(new Change.PersonChanged(profile, free));
        for (String id : new TreeSet<>(decision.state().streaks().keySet())) {
            decision.rules.streak(id).ifPresent(this::recount);
        }
    }

    private void recount(Versioned<Streak> streak) {
        StreakState before =
                requireNonNull(decision.state().streaks().get(streak.program().id()));
        if (before.period() != streak.program().period()) {
            return;
        }
        StreakTerms terms = streak.program()
                .terms(decision.state().profile(), decision.state().freeDays());
        StreakState after = before.recounted(terms);
        if (!after.equals(before)) {
            decision.change(new Change.StreakMoved(streak.program().id(), after));
            decision.reportStreak(
                    OutcomeSource.of(streak, decision.arrivedAt, false),
                    before.length(),
                    after,
                    after.chain(terms).freezes(),
                    List.of());
        }
    }

    private static DayClock clock(ZoneId zone, Profile profile) {
        return new DayClock(zone, profile.dayStartsAt() == null ? LocalTime.MIDNIGHT : profile.dayStartsAt());
    }

    private void done() {
        decision.answer(new PointsTransaction(
                null,
                null,
                0,
                decision.state().account().available(),
                decision.state().lifetimePoints(),
                null,
                null));
    }
}
