package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.account.Account;
import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.note.Note;
import io.podium.rules.program.Cap;
import io.podium.rules.program.EarnRule;
import io.podium.rules.program.Grant;
import io.podium.rules.program.Match;
import io.podium.rules.program.Multiplier;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.CapState;
import io.podium.rules.state.Change;
import io.podium.schemas.outcome.PointsKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points for the event itself: all matching earn rules, the best one of each exclusive group. */
final class EarnRules {

    /** Most points that one rule grants for one event. */
    static final long MAX_GRANT = 1_000_000_000_000L;

    private EarnRules() {}

    static void decide(EvaluationBuilder decision) {
        Map<String, Granted> counting = new LinkedHashMap<>();
        for (Versioned<EarnRule> rule :
                decision.rules.touchedBy(decision.event.eventType()).earnRules()) {
            OutcomeSource cause = decision.cause(rule);
            Judgement judgement =
                    decision.judge(rule.program().match(), rule.program().when(), cause.occurredAt());
            String group = rule.program().exclusiveGroup();
            String slot = group == null ? "rule " + rule.program().id() : "group " + group;
            if (judgement instanceof Judgement.Undecided undecided) {
                counting.merge(slot, new Granted(rule, cause, 0, List.of(undecided.note())), EarnRules::better);
            } else if (judgement instanceof Judgement.Holds) {
                counting.merge(slot, capped(granted(rule, cause, decision), decision), EarnRules::better);
            }
        }
        for (Granted granted : counting.values()) {
            if (!decision.hasRoom()) {
                Points.grant(decision, granted.cause, PointsKind.EARN, "earn", 0, List.of(Note.EVENT_FULL.code()));
                return;
            }
            grant(granted, decision);
        }
    }

    private static void grant(Granted granted, EvaluationBuilder decision) {
        EarnRule rule = granted.rule.program();
        if (rule.cap() != null && granted.points > 0) {
            long period = rule.cap()
                    .indexOf(granted.cause.occurredAt(), decision.state().profile());
            CapState cap = decision.state().cap(rule.id(), rule.cap().period());
            Change used =
                    new Change.CapUsed(rule.id(), rule.cap().period(), period, cap.usedIn(period) + granted.points);
            if (!decision.fits(used)) {
                Points.grant(decision, granted.cause, PointsKind.EARN, "earn", 0, List.of(Note.STATE_FULL.code()));
                return;
            }
            decision.change(used);
            decision.given().add(new LedgerEntry.CapUse(rule.id(), rule.cap().period(), period, granted.points));
        }
        if (granted.points < 0) {
            takeBack(granted, decision);
        } else {
            Points.grant(
                    decision, granted.cause, PointsKind.EARN, "earn", granted.points, rule.expires(), granted.notes);
        }
    }

    /** Lifetime points stay: only what is reversed counts as never earned. */
    private static void takeBack(Granted granted, EvaluationBuilder decision) {
        Account before = decision.state().account();
        Account after = before.take(-granted.points, decision.rules.allowsNegativeBalance());
        Points.move(
                decision,
                new Movement(
                        PointsKind.EARN,
                        granted.cause,
                        "earn",
                        0,
                        decision.state().lifetimePoints(),
                        after,
                        Movement.Detail.NONE,
                        Points.settled(before, after, granted.notes)));
    }

    /** What the rule's cap leaves of a grant. */
    private static Granted capped(Granted granted, EvaluationBuilder decision) {
        EarnRule rule = granted.rule.program();
        if (rule.cap() == null || granted.points <= 0) {
            return granted;
        }
        Cap.Every every = rule.cap().period();
        long period =
                rule.cap().indexOf(granted.cause.occurredAt(), decision.state().profile());
        CapState used = decision.state().cap(rule.id(), every);
        if (used.hasForgotten(period)) {
            return new Granted(
                    granted.rule,
                    granted.cause,
                    0,
                    List.of(Note.CAP_PERIOD_TOO_OLD.of(every.name().toLowerCase(Locale.ROOT))));
        }
        long left = Math.max(0, rule.cap().amount() - used.usedIn(period));
        if (granted.points <= left) {
            return granted;
        }
        List<String> notes = new ArrayList<>(granted.notes);
        notes.add(
                Note.CAP_REACHED.of(rule.cap().amount() + " per " + every.name().toLowerCase(Locale.ROOT)));
        return new Granted(granted.rule, granted.cause, left, notes);
    }

    /** The first one by id wins a tie. */
    private static Granted better(Granted first, Granted second) {
        return second.points > first.points ? second : first;
    }

    private static Granted granted(Versioned<EarnRule> rule, OutcomeSource cause, EvaluationBuilder decision) {
        Grant grant = rule.program().grant();
        BigDecimal base;
        if (grant.amount() != null) {
            base = BigDecimal.valueOf(grant.amount());
        } else {
            Attributes.Amount amount =
                    Attributes.amount(decision.event.attributes(), requireNonNull(grant.amountAttribute()));
            if (amount instanceof Attributes.Amount.None none) {
                return new Granted(rule, cause, 0, List.of(none.note()));
            }
            base = ((Attributes.Amount.Of) amount).value().multiply(requireNonNull(grant.ratio()));
        }
        if (base.signum() < 0 && !grant.allowNegative()) {
            return new Granted(
                    rule, cause, 0, List.of(Note.ATTRIBUTE_NEGATIVE.of(requireNonNull(grant.amountAttribute()))));
        }
        List<String> notes = new ArrayList<>(0);
        return whole(rule, cause, boosted(rule.program().multiplier(), base, cause, decision, notes), notes);
    }

    /** What a multiplier makes of it; one whose condition can't be evaluated makes nothing. */
    private static BigDecimal boosted(
            @Nullable Multiplier multiplier,
            BigDecimal base,
            OutcomeSource cause,
            EvaluationBuilder decision,
            List<String> notes) {
        if (multiplier == null || !multiplier.isOpenAt(cause.occurredAt())) {
            return base;
        }
        Judgement judgement = decision.judge(Match.ALL, multiplier.when(), cause.occurredAt());
        if (judgement instanceof Judgement.Undecided undecided) {
            notes.add(undecided.note());
        }
        if (!(judgement instanceof Judgement.Holds)) {
            return base;
        }
        notes.add(Note.BOOSTED.of(Attributes.plain(multiplier.factor()).toPlainString()));
        return base.multiply(multiplier.factor());
    }

    /** Whole points, towards less for the participant on both sides of zero, and at most {@link #MAX_GRANT}. */
    private static Granted whole(Versioned<EarnRule> rule, OutcomeSource cause, BigDecimal exact, List<String> notes) {
        BigDecimal points = exact.setScale(0, RoundingMode.FLOOR);
        if (points.abs().compareTo(BigDecimal.valueOf(MAX_GRANT)) <= 0) {
            return new Granted(rule, cause, points.longValueExact(), notes);
        }
        notes.add(Note.GRANT_LIMITED.of(MAX_GRANT));
        return new Granted(rule, cause, points.signum() * MAX_GRANT, notes);
    }

    private record Granted(Versioned<EarnRule> rule, OutcomeSource cause, long points, List<String> notes) {}
}
