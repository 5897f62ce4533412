package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.account.Account;
import io.podium.rules.note.Note;
import io.podium.rules.period.FreeDays;
import io.podium.rules.period.Period;
import io.podium.rules.program.DayTerms;
import io.podium.rules.program.Milestone;
import io.podium.rules.program.Milestone.Again;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.outcome.ProfileOutcome;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import io.podium.schemas.score.ContestScore;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

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
            commands.pause(pause);
        } else if (command instanceof PersonCommand.GrantFreezes grant) {
            commands.ofStreak(grant.streakId(), grant, streak -> commands.grant(grant, streak));
        } else if (command instanceof PersonCommand.SpendFreeze spend) {
            commands.ofStreak(spend.streakId(), spend, streak -> commands.spend(spend, streak));
        } else if (command instanceof PersonCommand.RestoreStreak restore) {
            commands.ofStreak(restore.streakId(), restore, streak -> commands.restore(restore, streak));
        } else if (command instanceof PersonCommand.Erase erase) {
            commands.erase(erase);
        } else {
            throw new IllegalArgumentException("expected a known kind of command, but " + command);
        }
    }

    private void ofStreak(String id, PersonCommand command, Consumer<Versioned<Streak>> known) {
        decision.rules
                .streak(id)
                .ifPresentOrElse(
                        known, () -> answer(null, command.kind(), 0, new Refusal(RefusalCode.UNKNOWN_STREAK, null)));
    }

    /** Who moves to another zone is on a journey, and no streak breaks by days that it took away. */
    private void setProfile(Profile profile) {
        Profile before = decision.state().profile();
        FreeDays free = decision.state().freeDays();
        Optional<ZoneId> from = before.zone();
        Optional<ZoneId> to = profile.zone();
        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
            free = free.withSkipped(from.get())
                    .afterJourney(DayTerms.OWN.clock(before), DayTerms.OWN.clock(profile), decision.arrivedAt);
        }
        change(profile, free);
        decision.report(new ProfileOutcome(decision.head("profile", source, "profile"), profile));
        done();
    }

    private void pause(PersonCommand.Pause pause) {
        FreeDays free = decision.state().freeDays();
        long first = pause.from().toEpochDay();
        long last = pause.to().toEpochDay();
        if (free.hasRoomFor(first, last)) {
            change(decision.state().profile(), free.with(first, last));
            done();
        } else {
            answer(null, null, 0, new Refusal(RefusalCode.TOO_MANY_FREE_DAYS, null));
        }
    }

    /** What days are free, and how they are counted, may join or part the rows of days that were there. */
    private void change(Profile profile, FreeDays free) {
        ParticipantState before = decision.state();
        decision.change(new Change.PersonChanged(before.person().with(profile, free)));
        if (before.profile().hasClockOf(profile) && before.freeDays().equals(free)) {
            return;
        }
        for (String id : new TreeSet<>(before.streaks().keySet())) {
            decision.rules.streak(id).ifPresent(streak -> recount(streak, before));
        }
    }

    private void recount(Versioned<Streak> streak, ParticipantState before) {
        StreakState known = requireNonNull(before.streaks().get(streak.program().id()));
        if (known.period() == streak.program().period()) {
            StreakTerms terms = streak.program().terms(before.profile(), before.freeDays());
            move(streak, known, terms, known.recounted(Streaks.terms(decision, streak)), false);
        }
    }

    /** The streak is now this; reported where that shows, or always. */
    private void move(
            Versioned<Streak> streak, StreakState before, StreakTerms terms, StreakState after, boolean always) {
        if (!after.equals(before)) {
            decision.change(new Change.StreakMoved(streak.program().id(), after));
        }
        boolean shows = always || after.length() != before.length() || after.longest() != before.longest();
        if (shows && decision.hasRoom()) {
            report(streak, before.length(), after, List.of());
        }
        LongPredicate reached = before.reached(terms, after, Streaks.terms(decision, streak));
        for (Milestone milestone : streak.program().milestones()) {
            boolean open =
                    milestone.again() == Again.EACH_RUN || !before.milestones().contains(milestone.count());
            if (open && decision.hasRoom() && reached.test(milestone.count())) {
                Streaks.reward(decision, OutcomeSource.of(streak, decision.arrivedAt, false), milestone, after);
            }
        }
    }

    private void report(Versioned<Streak> streak, long from, StreakState now, List<String> notes) {
        decision.reportStreak(
                OutcomeSource.of(streak, decision.arrivedAt, false),
                from,
                now,
                now.freezes(Streaks.terms(decision, streak)),
                notes);
    }

    /** Nothing is left, and the contests remove what they know, whichever they are. */
    private void erase(PersonCommand.Erase erase) {
        decision.change(new Change.Erased(decision.state().person().erased(decision.arrivedAt, erase.block())));
        decision.scoreContest(ContestScore.erasure(decision.event, decision.arrivedAt));
        decision.report(new PrivacyOutcome(decision.head("privacy", source, "erased"), erase.block(), erase.reason()));
        done();
    }

    private void grant(PersonCommand.GrantFreezes grant, Versioned<Streak> streak) {
        StreakState before = Streaks.before(decision, streak.program());
        Account account = decision.state().account();
        Long price = grant.price();
        StreakState after = before.withStock(before.stock() + grant.count());
        if (before.stock() + grant.count() > PersonCommand.MAX_FREEZES) {
            refuse(grant, streak, before, RefusalCode.TOO_MANY_FREEZES, Note.TOO_MANY_FREEZES.code());
        } else if (!fits(streak, after)) {
            refuse(grant, streak, before, RefusalCode.STATE_FULL, Note.STATE_FULL.code());
        } else if (price != null && account.available() < price) {
            refuse(
                    grant,
                    streak,
                    before,
                    new Refusal(RefusalCode.INSUFFICIENT_POINTS, price),
                    Note.INSUFFICIENT_POINTS.of(account.available() + " available, " + price + " required"));
        } else {
            StreakTerms terms = Streaks.terms(decision, streak);
            move(streak, before, terms, after, true);
            if (price == null) {
                done();
                return;
            }
            PointsOutcome spent = Points.move(
                    decision,
                    new Movement(
                            PointsKind.DEDUCT,
                            source,
                            "points",
                            0,
                            decision.state().lifetimePoints(),
                            account.spend(price),
                            new Movement.Detail(null, grant.reason(), null),
                            List.of()));
            answer(spent.outcomeId(), PointsKind.DEDUCT, spent.delta(), null);
        }
    }

    /** Saves the period of a date, if it is missed and there is a freeze. */
    private void spend(PersonCommand.SpendFreeze spend, Versioned<Streak> streak) {
        StreakState before = Streaks.before(decision, streak.program());
        Period period = streak.program().period();
        StreakTerms terms = Streaks.terms(decision, streak);
        long index = period.numberOf(spend.date());
        long today = terms.periodOf(terms.read(decision.arrivedAt));
        long first = period.firstEpochDay(index);
        long last = period.firstEpochDay(index + 1) - 1;
        if (index > today || before.has(index, terms)) {
            refuse(spend, streak, before, RefusalCode.NOTHING_MISSED, Note.NOTHING_MISSED.code());
        } else if (before.stock() == 0) {
            refuse(spend, streak, before, RefusalCode.NO_FREEZES, Note.NO_FREEZES.code());
        } else {
            save(spend, streak, before, before.withStock(before.stock() - 1), first, last);
        }
    }

    private void restore(PersonCommand.RestoreStreak restore, Versioned<Streak> streak) {
        StreakState before = Streaks.before(decision, streak.program());
        save(
                restore,
                streak,
                before,
                before,
                restore.from().toEpochDay(),
                restore.to().toEpochDay());
    }

    /** Saves days of a streak, at a price in freezes that is paid already. */
    private void save(
            PersonCommand command,
            Versioned<Streak> streak,
            StreakState before,
            StreakState paid,
            long first,
            long last) {
        if (!before.saved().hasRoomFor(first, last)) {
            refuse(command, streak, before, RefusalCode.TOO_MANY_FREE_DAYS, Note.TOO_MANY_FREE_DAYS.code());
            return;
        }
        StreakTerms terms = Streaks.terms(decision, streak);
        StreakState after = paid.saving(paid.saved().with(first, last), terms);
        if (fits(streak, after)) {
            move(streak, before, terms, after, true);
            done();
        } else {
            refuse(command, streak, before, RefusalCode.STATE_FULL, Note.STATE_FULL.code());
        }
    }

    private boolean fits(Versioned<Streak> streak, StreakState after) {
        return decision.fits(new Change.StreakMoved(streak.program().id(), after));
    }

    private void refuse(
            PersonCommand command, Versioned<Streak> streak, StreakState state, RefusalCode code, String note) {
        refuse(command, streak, state, new Refusal(code, null), note);
    }

    private void refuse(
            PersonCommand command, Versioned<Streak> streak, StreakState state, Refusal refusal, String note) {
        report(streak, state.length(), state, List.of(note));
        answer(null, command.kind(), 0, refusal);
    }

    private void done() {
        answer(null, null, 0, null);
    }

    private void answer(@Nullable String id, @Nullable PointsKind kind, long delta, @Nullable Refusal refusal) {
        decision.answer(new PointsTransaction(
                id,
                kind,
                delta,
                decision.state().account().available(),
                decision.state().lifetimePoints(),
                refusal,
                null));
    }
}
