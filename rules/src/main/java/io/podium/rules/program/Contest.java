package io.podium.rules.program;

import io.podium.rules.condition.Condition;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A leaderboard over a window of time.
 *
 * @param startsAt first instant (by {@code occurred_at}) that scores
 * @param endsAt first instant that scores no more
 * @param match null matches every event of the type
 * @param when null for no condition
 */
public record Contest(
        String id, String title, Instant startsAt, Instant endsAt, Scoring scoring, Match match, Condition when)
        implements Program.Evaluated {

    /** How long after its end a contest still takes events that happened inside its window. */
    public static final Duration GRACE = Duration.ofHours(1);

    public Contest {
        match = match == null ? Match.ALL : match;
    }

    @Override
    public RuleKind kind() {
        return RuleKind.CONTEST;
    }

    /** Whether an action at one instant that arrived at another scores. */
    public boolean isOpenAt(Instant occurredAt, Instant arrivedAt) {
        return !occurredAt.isBefore(startsAt) && occurredAt.isBefore(endsAt) && arrivedAt.isBefore(endsAt.plus(GRACE));
    }

    /**
     * What scores.
     *
     * @param scoreAttribute null where events are counted
     * @param weight the attribute (or the 1 of a counted event) is multiplied by it; 1 when the author said none
     */
    public record Scoring(String eventType, String scoreAttribute, BigDecimal weight, ScoringMethod method) {
        public Scoring {
            weight = weight == null ? BigDecimal.ONE : weight;
        }
    }
}
