package io.podium.rules.evaluation;

import io.podium.rules.account.Account;
import io.podium.rules.account.Lots;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.note.Note;
import io.podium.rules.program.PointsExpiry;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.outcome.OutcomeHead;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one way by which an event moves points: the state, the outcome and the ledger's line are of one piece. */
final class Points {
    private Points() {}

    /** Points by a rule; none where notes say why. */
    static void grant(
            EvaluationBuilder decision,
            OutcomeSource source,
            PointsKind kind,
            String what,
            long points,
            List<String> notes) {
        grant(decision, source, kind, what, points, null, notes);
    }

    /**
     * Points by a rule.
     *
     * @param expires null for never
     */
    static void grant(
            EvaluationBuilder decision,
            OutcomeSource source,
            PointsKind kind,
            String what,
            long points,
            @Nullable PointsExpiry expires,
            List<String> notes) {
        Long day = expires == null || points == 0 ? null : (Long) expires.dayFor(source.occurredAt());
        ParticipantState state = decision.state();
        Account before = state.account();
        Account after = points == 0 ? before : before.plus(points, day);
        move(
                decision,
                new Movement(
                        kind,
                        source,
                        what,
                        points,
                        saturatedSum(state.lifetimePoints(), points),
                        after,
                        new Movement.Detail(day, null, null),
                        settled(before, after, notes)));
    }

    /** Notes, with what is to be said of what is owed. */
    static List<String> settled(Account before, Account after, List<String> notes) {
        if (before.owed() == after.owed()) {
            return notes;
        }
        List<String> more = new ArrayList<>(notes);
        more.add(
                after.owed() < before.owed()
                        ? Note.OWED_PAID.of(before.owed() - after.owed())
                        : Note.OWED.of(after.owed() - before.owed()));
        return more;
    }

    /** Does what was decided of points; the outcome that says so. */
    static PointsOutcome move(EvaluationBuilder decision, Movement movement) {
        ParticipantState before = decision.state();
        long delta = movement.after().available() - before.account().available();
        if (movement.lifetime() != before.lifetimePoints() || !movement.after().equals(before.account())) {
            decision.change(new Change.PointsMoved(movement.lifetime(), movement.after()));
        }
        Movement.Detail detail = movement.detail();
        OutcomeHead head = decision.head("points", movement.source(), movement.what());
        PointsOutcome outcome = new PointsOutcome(
                head,
                movement.points(),
                movement.lifetime(),
                movement.kind(),
                delta,
                movement.after().available(),
                detail.reason(),
                end(detail),
                head.outcomeId(),
                movement.source().notes(movement.notes()));
        decision.report(outcome);
        long owed = Math.max(0, movement.after().owed() - before.account().owed());
        if (delta != 0 || owed > 0 || movement.points() > 0) {
            decision.given().add(line(decision, before, movement, outcome, owed));
        }
        return outcome;
    }

    private static @Nullable Instant end(Movement.Detail detail) {
        return detail.expiryDay() == null ? null : Lots.startOf(detail.expiryDay());
    }

    private static LedgerEntry.Line line(
            EvaluationBuilder decision, ParticipantState before, Movement movement, PointsOutcome outcome, long owed) {
        boolean comesBack = outcome.delta() < 0 && movement.kind() != PointsKind.REVERSE;
        return new LedgerEntry.Line(
                outcome.outcomeId().substring(decision.event.eventId().length() + 1),
                movement.kind(),
                movement.source().id(),
                movement.points(),
                outcome.delta(),
                owed,
                movement.lifetime() > before.lifetimePoints(),
                movement.detail().expiryDay(),
                comesBack
                        ? Lots.without(before.account().lots(), movement.after().lots())
                        : Collections.emptyNavigableMap(),
                movement.detail().reason(),
                movement.detail().memo());
    }

    /** A sum that stops at the largest long; {@code b} is 0 or more. */
    static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
