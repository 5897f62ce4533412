package io.podium.rules.evaluation;

import io.podium.rules.account.Account;
import io.podium.rules.account.Hold;
import io.podium.rules.account.Lots;
import io.podium.rules.note.Note;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What administrators order. A command is done as a whole or refused as a whole; either way there is an outcome that
 * says so, and one answer that every repeat gets.
 */
final class Commands {

    private static final String POINTS = "points";

    private final EvaluationBuilder decision;
    private final OutcomeSource source;
    private final Account account;
    private final long lifetime;

    private Commands(EvaluationBuilder decision, Command command) {
        this.decision = decision;
        source = OutcomeSource.of(command, decision.arrivedAt);
        ParticipantState state = decision.state();
        account = state.account();
        lifetime = state.lifetimePoints();
    }

    static void decide(EvaluationBuilder decision, Command command) {
        Commands commands = new Commands(decision, command);
        if (command instanceof Command.Grant grant) {
            commands.grant(grant);
        } else if (command instanceof Command.Deduct deduct) {
            commands.deduct(deduct);
        } else if (command instanceof Command.Hold hold) {
            commands.hold(hold);
        } else if (command instanceof Command.Capture capture) {
            commands.capture(capture);
        } else if (command instanceof Command.Release release) {
            commands.release(release);
        } else if (command instanceof Command.Reverse reverse) {
            Reversals.decide(decision, reverse);
        } else if (command instanceof PersonCommand person) {
            PersonCommands.decide(decision, person);
        } else {
            throw new IllegalArgumentException("expected a known kind of command, but " + command);
        }
    }

    /** Whatever comes of a participant who was erased and blocked. */
    static void refuseBlocked(EvaluationBuilder decision) {
        Command command = decision.event.command();
        decision.answer(new PointsTransaction(
                null,
                command == null ? null : command.kind(),
                0,
                0,
                0,
                new Refusal(RefusalCode.PARTICIPANT_BLOCKED, null),
                null));
    }

    private void grant(Command.Grant grant) {
        Long day = grant.expiresAt() == null ? null : (Long) Lots.dayOf(grant.expiresAt());
        Account after = account.plus(grant.amount(), day);
        done(Points.move(
                decision,
                new Movement(
                        PointsKind.GRANT,
                        source,
                        POINTS,
                        grant.amount(),
                        grant.countsForLifetime() ? Points.saturatedSum(lifetime, grant.amount()) : lifetime,
                        after,
                        new Movement.Detail(day, grant.reason(), grant.memo()),
                        Points.settled(account, after, List.of()))));
    }

    private void deduct(Command.Deduct deduct) {
        if (lacks(PointsKind.DEDUCT, deduct, deduct.amount())) {
            return;
        }
        done(move(PointsKind.DEDUCT, deduct, POINTS, account.spend(deduct.amount()), List.of()));
    }

    private void hold(Command.Hold hold) {
        if (!hold.endsAt().isAfter(decision.arrivedAt)) {
            refuse(PointsKind.HOLD, hold, RefusalCode.HOLD_OVER, null, Note.HOLD_OVER.of(hold.endsAt()));
        } else if (account.holds().size() >= Account.MAX_HOLDS) {
            refuse(
                    PointsKind.HOLD,
                    hold,
                    RefusalCode.TOO_MANY_HOLDS,
                    null,
                    Note.TOO_MANY_HOLDS.of("at most " + Account.MAX_HOLDS));
        } else if (!lacks(PointsKind.HOLD, hold, hold.amount())) {
            Account after = account.hold(decision.event.eventId(), hold.amount(), hold.endsAt(), hold.reason());
            done(move(PointsKind.HOLD, hold, POINTS, after, List.of()));
        }
    }

    private void capture(Command.Capture capture) {
        Optional<Hold> held = account.held(capture.holdId());
        if (held.isEmpty()) {
            refuse(PointsKind.DEDUCT, capture, RefusalCode.UNKNOWN_HOLD, null, Note.UNKNOWN_HOLD.of(capture.holdId()));
            return;
        }
        long amount = capture.amount() == null ? held.get().amount() : capture.amount();
        if (amount > held.get().amount()) {
            refuse(
                    PointsKind.DEDUCT,
                    capture,
                    new Refusal(RefusalCode.HOLD_TOO_SMALL, amount, held.get().amount()),
                    Note.HOLD_TOO_SMALL.of(held.get().amount() + " held, " + amount + " required"));
            return;
        }
        Account.Settled settled = account.settle(held.get(), amount);
        move(
                PointsKind.HOLD,
                capture,
                "released",
                settled.released(),
                Points.settled(account, settled.released(), List.of()));
        PointsOutcome spent = move(
                PointsKind.DEDUCT, capture, POINTS, settled.after(), List.of(Note.HOLD_CAPTURED.of(capture.holdId())));
        done(spent, settled.after().available() - account.available());
    }

    private void release(Command.Release release) {
        Optional<Hold> held = account.held(release.holdId());
        if (held.isEmpty()) {
            refuse(PointsKind.HOLD, release, RefusalCode.UNKNOWN_HOLD, null, Note.UNKNOWN_HOLD.of(release.holdId()));
            return;
        }
        Account after = account.settle(held.get(), 0).after();
        done(move(PointsKind.HOLD, release, "released", after, Points.settled(account, after, List.of())));
    }

    private boolean lacks(PointsKind kind, Command command, long required) {
        if (account.available() >= required) {
            return false;
        }
        refuse(
                kind,
                command,
                RefusalCode.INSUFFICIENT_POINTS,
                required,
                Note.INSUFFICIENT_POINTS.of(account.available() + " available, " + required + " required"));
        return true;
    }

    private PointsOutcome move(PointsKind kind, Command command, String what, Account after, List<String> notes) {
        Movement.Detail detail = new Movement.Detail(null, command.reason(), command.memo());
        return Points.move(decision, new Movement(kind, source, what, 0, lifetime, after, detail, notes));
    }

    private void done(PointsOutcome outcome) {
        done(outcome, outcome.delta());
    }

    private void done(PointsOutcome outcome, long delta) {
        decision.answer(new PointsTransaction(
                outcome.outcomeId(),
                outcome.kind(),
                delta,
                outcome.availablePoints(),
                outcome.lifetimePoints(),
                null,
                null));
    }

    private void refuse(PointsKind kind, Command command, RefusalCode code, @Nullable Long required, String note) {
        refuse(kind, command, new Refusal(code, required), note);
    }

    private void refuse(PointsKind kind, Command command, Refusal refusal, String note) {
        move(kind, command, POINTS, account, List.of(note));
        decision.answer(new PointsTransaction(null, kind, 0, account.available(), lifetime, refusal, null));
    }
}
