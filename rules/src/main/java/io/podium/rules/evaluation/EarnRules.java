package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.note.Note;
import io.podium.rules.program.Cap;
import io.podium.rules.program.EarnRule;
import io.podium.rules.program.Grant;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.CapState;
import io.podium.rules.state.Change;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
                decision.grantPoints(granted.cause, "earn", 0, List.of(Note.EVENT_FULL.code()));
                return;
            }
            grant(granted, decision);
        }
    }

    private static void grant(Granted granted, EvaluationBuilder decision) {
        EarnRule rule = granted.rule.program();
        if (rule.cap() != null && granted.points > 0) {
            long period = rule.cap().period().indexOf(granted.cause.occurredAt());
            CapState cap = decision.state().cap(rule.id(), rule.cap().period());
            Change used =
                    new Change.CapUsed(rule.id(), rule.cap().period(), period, cap.usedIn(period) + granted.points);
            if (!decision.fits(used)) {
                decision.grantPoints(granted.cause, "earn", 0, List.of(Note.STATE_FULL.code()));
                return;
            }
            decision.change(used);
        }
        decision.grantPoints(granted.cause, "earn", granted.points, granted.notes);
    }

    /** What the rule's cap leaves of a grant. */
    private static Granted capped(Granted granted, EvaluationBuilder decision) {
        EarnRule rule = granted.rule.program();
        if (rule.cap() == null || granted.points == 0) {
            return granted;
        }
        Cap.Every every = rule.cap().period();
        long period = every.indexOf(granted.cause.occurredAt());
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
        if (grant.amount() != null) {
            return new Granted(rule, cause, grant.amount(), List.of());
        }
        Attributes.Amount amount =
                Attributes.amount(decision.event.attributes(), requireNonNull(grant.amountAttribute()));
        if (amount instanceof Attributes.Amount.Of number) {
            return scaled(rule, cause, number.value().multiply(grant.ratio()));
        }
        return new Granted(rule, cause, 0, List.of(((Attributes.Amount.None) amount).note()));
    }

    private static Granted scaled(Versioned<EarnRule> rule, OutcomeSource cause, BigDecimal exact) {
        if (exact.signum() < 0) {
            return new Granted(
                    rule,
                    cause,
                    0,
                    List.of(Note.ATTRIBUTE_NEGATIVE.of(
                            requireNonNull(rule.program().grant().amountAttribute()))));
        }
        BigDecimal points = exact.setScale(0, RoundingMode.FLOOR);
        return points.compareTo(BigDecimal.valueOf(MAX_GRANT)) > 0
                ? new Granted(rule, cause, MAX_GRANT, List.of(Note.GRANT_LIMITED.of(MAX_GRANT)))
                : new Granted(rule, cause, points.longValueExact(), List.of());
    }

    private record Granted(Versioned<EarnRule> rule, OutcomeSource cause, long points, List<String> notes) {}
}
