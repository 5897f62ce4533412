package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

import io.podium.rules.condition.Condition;
import io.podium.schemas.rule.RuleKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Points for events of one type. All matching rules of a tenant add up; within an exclusive group only the one that
 * grants most counts.
 *
 * @param match null matches every event of the type
 * @param when null for no condition
 * @param maxFuture how long after its arrival an event may say that it happened; what says more counts as of its
 *     arrival; 24 hours when the author said nothing
 * @param cap null for none
 * @param exclusiveGroup null for none
 * @param expires when the points are gone unless they are spent; null for never
 * @param multiplier null for none
 */
public record EarnRule(
        String id,
        String eventType,
        Match match,
        @Nullable Condition when,
        Duration maxFuture,
        Grant grant,
        @Nullable Cap cap,
        @Nullable String exclusiveGroup,
        @Nullable PointsExpiry expires,
        @Nullable Multiplier multiplier)
        implements Program.Evaluated {
    public EarnRule {
        requireNonNull(id);
        requireNonNull(eventType);
        requireNonNull(grant);
        match = match == null ? Match.ALL : match;
        maxFuture = maxFuture == null ? DEFAULT_MAX_FUTURE : maxFuture;
    }

    @Override
    public RuleKind kind() {
        return RuleKind.EARN_RULE;
    }
}
