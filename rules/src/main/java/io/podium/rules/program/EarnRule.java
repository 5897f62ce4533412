package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

import io.podium.rules.condition.Condition;
import io.podium.schemas.rule.RuleKind;

/**
 * Points for events of one type. All matching rules of a tenant add up; within an exclusive group only the one that
 * grants most counts.
 *
 * @param match null matches every event of the type
 * @param when null for no condition
 * @param cap null for none
 * @param exclusiveGroup null for none
 */
public record EarnRule(
        String id, String eventType, Match match, Condition when, Grant grant, Cap cap, String exclusiveGroup)
        implements Program.Evaluated {
    public EarnRule {
        requireNonNull(id);
        requireNonNull(eventType);
        requireNonNull(grant);
        match = match == null ? Match.ALL : match;
    }

    @Override
    public RuleKind kind() {
        return RuleKind.EARN_RULE;
    }
}
