package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.program.EarnRule;
import io.podium.rules.program.Grant;
import io.podium.rules.program.Versioned;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Points for the event itself: all matching earn rules, the best one of each exclusive group. */
final class EarnRules {

    /** Most points that one rule grants for one event. */
    static final long MAX_GRANT = 1_000_000_000_000L;

    private EarnRules() {}

    static void decide(Decision decision) {
        Map<String, Granted> counting = new LinkedHashMap<>();
        for (Versioned<EarnRule> rule :
                decision.rules.touchedBy(decision.event.eventType()).earnRules()) {
            if (rule.program().match().admits(decision.event.attributes())) {
                String group = rule.program().exclusiveGroup();
                String slot = group == null ? "rule " + rule.program().id() : "group " + group;
                counting.merge(slot, granted(rule, decision), EarnRules::better);
            }
        }
        counting.values().forEach(granted -> decision.grantPoints(granted.rule, "earn", granted.points, granted.notes));
    }

    /** The first one by id wins a tie. */
    private static Granted better(Granted first, Granted second) {
        return second.points > first.points ? second : first;
    }

    private static Granted granted(Versioned<EarnRule> rule, Decision decision) {
        Grant grant = rule.program().grant();
        if (grant.isFixed()) {
            return new Granted(rule, grant.amount(), List.of());
        }
        Attributes.Amount amount = Attributes.amount(decision.event.attributes(), grant.amountAttribute());
        if (amount instanceof Attributes.Amount.Of number) {
            return scaled(rule, number.value().multiply(grant.ratio()));
        }
        return new Granted(rule, 0, List.of(((Attributes.Amount.None) amount).note()));
    }

    private static Granted scaled(Versioned<EarnRule> rule, BigDecimal exact) {
        if (exact.signum() < 0) {
            return new Granted(
                    rule,
                    0,
                    List.of("attribute_negative: " + rule.program().grant().amountAttribute()));
        }
        BigDecimal points = exact.setScale(0, RoundingMode.FLOOR);
        return points.compareTo(BigDecimal.valueOf(MAX_GRANT)) > 0
                ? new Granted(rule, MAX_GRANT, List.of("grant_limited: " + MAX_GRANT))
                : new Granted(rule, points.longValueExact(), List.of());
    }

    private record Granted(Versioned<EarnRule> rule, long points, List<String> notes) {}
}
