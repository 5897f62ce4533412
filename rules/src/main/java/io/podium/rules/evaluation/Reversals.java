package io.podium.rules.evaluation;

import io.podium.rules.account.Account;
import io.podium.rules.account.Lots;
import io.podium.rules.attribute.Attributes;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.note.Note;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.event.EventId;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.Part;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import io.podium.schemas.query.PointsTransaction.Reversal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what an earlier event of the participant gave, as a whole or in part; what it can't take back it names.
 * Several reversals of one event add up to at most the whole, and the last one leaves no remainder of rounding.
 */
final class Reversals {

    private final EvaluationBuilder decision;
    private final LedgerEntry entry;
    private final Share share;
    private final Movement.Detail detail;
    private final List<Part> reversed = new ArrayList<>();
    private final List<Part> kept = new ArrayList<>();
    private Optional<PointsOutcome> first = Optional.empty();

    /** From how much to how much an event is taken back, 0 to 1. */
    record Share(BigDecimal from, BigDecimal to) {

        boolean isWhole() {
            return to.compareTo(BigDecimal.ONE) == 0;
        }

        /** So much of some points; over all shares of an event they add up to all of them. */
        long of(long points) {
            return whole(points, to) - whole(points, from);
        }

        /** Those of the points that have an end, by day. */
        NavigableMap<Long, Long> of(NavigableMap<Long, Long> ends, long points) {
            return Lots.returned(ends, points, whole(points, from), whole(points, to));
        }

        BigDecimal of(BigDecimal amount) {
            return Attributes.plain(amount.multiply(to.subtract(from)));
        }

        private static long whole(long points, BigDecimal ratio) {
            return BigDecimal.valueOf(points)
                    .multiply(ratio)
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
        }
    }

    private Reversals(EvaluationBuilder decision, LedgerEntry entry, Share share, Movement.Detail detail) {
        this.decision = decision;
        this.entry = entry;
        this.share = share;
        this.detail = detail;
    }

    /** An event that takes another one back, as a refund does; what administrators ordered is unknown to it. */
    static void decide(EvaluationBuilder decision, String reverses) {
        Optional<LedgerEntry> found = find(decision, reverses).filter(entry -> !entry.isOrdered());
        decide(decision, reverses, found, BigDecimal.ONE, Movement.Detail.NONE);
    }

    /** A command that takes an event back. */
    static void decide(EvaluationBuilder decision, Command.Reverse reverse) {
        decide(
                decision,
                reverse.reverses(),
                find(decision, reverse.reverses()),
                reverse.ratio(),
                new Movement.Detail(null, reverse.reason(), reverse.memo()));
    }

    /** By its id, or by the idempotency key of an event: those of commands are no events' keys. */
    private static Optional<LedgerEntry> find(EvaluationBuilder decision, String reverses) {
        return EventId.isValid(reverses) ? decision.ledger.byEvent(reverses) : decision.ledger.byKey(reverses);
    }

    private static void decide(
            EvaluationBuilder decision,
            String reverses,
            Optional<LedgerEntry> found,
            BigDecimal ratio,
            Movement.Detail detail) {
        if (found.isEmpty()) {
            nothing(decision, detail, Note.UNKNOWN_EVENT.of(reverses));
            answer(decision, null, 0, new Refusal(RefusalCode.UNKNOWN_EVENT, null), null);
            return;
        }
        LedgerEntry entry = found.get();
        Share share = new Share(entry.reversed(), entry.reversed().add(ratio).min(BigDecimal.ONE));
        Reversals reversals = new Reversals(decision, entry, share, detail);
        if (entry.isWhollyReversed()) {
            nothing(decision, detail, Note.ALREADY_REVERSED.of(entry.eventId()));
            reversals.answer(0, true);
        } else {
            reversals.run();
        }
    }

    private static void nothing(EvaluationBuilder decision, Movement.Detail detail, String note) {
        ParticipantState state = decision.state();
        Points.move(
                decision,
                new Movement(
                        PointsKind.REVERSE,
                        OutcomeSource.ofReversal(decision.event.eventType(), decision.arrivedAt),
                        "none",
                        0,
                        state.lifetimePoints(),
                        state.account(),
                        detail,
                        List.of(note)));
    }

    private void run() {
        long before = decision.state().account().available();
        entry.parts().lines().forEach(this::points);
        ReversedProgress progress = new ReversedProgress(decision, entry, share, reversed, kept);
        progress.caps();
        progress.objectives();
        progress.contests();
        entry.parts().lasting().forEach(one -> kept.add(new Part(one.kind(), one.id(), null, "stays")));
        decision.amend(entry.reversed(Attributes.plain(share.to()), decision.event.eventId()));
        answer(decision.state().account().available() - before, false);
    }

    private void points(LedgerEntry.Line line) {
        switch (line.kind()) {
            case EARN, REWARD, PRIZE, GRANT -> {
                if (line.points() > 0) {
                    take(line, share.of(line.points()));
                } else {
                    giveBack(line);
                }
            }
            case DEDUCT -> {
                if (line.ruleId().equals(PersonCommand.FREEZES_GRANTED)) {
                    kept.add(new Part("points", line.ruleId(), Long.toString(line.delta()), "freezes_stay"));
                } else {
                    giveBack(line);
                }
            }
            default -> kept.add(new Part("points", line.ruleId(), Long.toString(line.delta()), "not_what_it_gave"));
        }
    }

    private void take(LedgerEntry.Line line, long points) {
        ParticipantState state = decision.state();
        boolean expired =
                line.expiryDay() != null && !Lots.startOf(line.expiryDay()).isAfter(decision.arrivedAt);
        Account after = expired
                ? state.account()
                : state.account().takeBack(points, line.expiryDay(), decision.rules.allowsNegativeBalance());
        if (expired) {
            kept.add(new Part("points", line.ruleId(), Long.toString(points), "expired"));
        } else {
            reversed.add(new Part("points", line.ruleId(), Long.toString(points), null));
        }
        move(
                line,
                line.countsForLifetime() ? Math.max(0, state.lifetimePoints() - points) : state.lifetimePoints(),
                after);
    }

    /** What was spent comes back, and what a negative amount took; but not what would have expired since. */
    private void giveBack(LedgerEntry.Line line) {
        long points = share.of(line.left());
        NavigableMap<Long, Long> ends = share.of(line.ends(), line.left());
        NavigableMap<Long, Long> over = Lots.over(ends, decision.arrivedAt);
        long expired = Lots.sum(over);
        reversed.add(new Part("points", line.ruleId(), Long.toString(expired - points), null));
        if (expired > 0) {
            kept.add(new Part("points", line.ruleId(), Long.toString(-expired), "expired"));
        }
        Account after = decision.state().account().giveBack(points - expired, Lots.without(ends, over));
        move(
                line,
                decision.state().lifetimePoints(),
                line.kind() == PointsKind.DEDUCT ? after.unspent(points, expired) : after);
    }

    private void move(LedgerEntry.Line line, long lifetime, Account after) {
        Account before = decision.state().account();
        PointsOutcome outcome = Points.move(
                decision,
                new Movement(
                        PointsKind.REVERSE,
                        OutcomeSource.ofReversal(line.ruleId(), decision.arrivedAt),
                        line.name(),
                        0,
                        lifetime,
                        after,
                        detail,
                        Points.settled(before, after, List.of(Note.REVERSED.of(entry.eventId())))));
        first = first.or(() -> Optional.of(outcome));
    }

    private void answer(long delta, boolean repeated) {
        Reversal reversal = new Reversal(
                entry.eventId(),
                repeated,
                Attributes.plain(share.to()).toPlainString(),
                decision.state().account().owed(),
                reversed,
                kept);
        answer(decision, first.map(PointsOutcome::outcomeId).orElse(null), delta, null, reversal);
    }

    private static void answer(
            EvaluationBuilder decision,
            @Nullable String transactionId,
            long delta,
            @Nullable Refusal refusal,
            @Nullable Reversal reversal) {
        ParticipantState state = decision.state();
        decision.answer(new PointsTransaction(
                transactionId,
                PointsKind.REVERSE,
                delta,
                state.account().available(),
                state.lifetimePoints(),
                refusal,
                reversal));
    }
}
