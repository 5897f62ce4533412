package io.podium.rules.program;

import io.podium.schemas.rule.RuleKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A leaderboard over a window of time.
 *
 * @param startsAt first instant (by {@code occurred_at}) that scores
 * @param endsAt first instant that scores no more
 */
public record Contest(String id, String title, Instant startsAt, Instant endsAt, Scoring scoring, Match match)
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

    /** How several scores of one participant become one. */
    public enum Method {
        /** They add up. */
        CUMULATIVE
    }

    /**
     * What scores.
     *
     * @param weight the attribute is multiplied by it; 1 when the author said none
     */
    public record Scoring(String eventType, String scoreAttribute, BigDecimal weight, Method method) {
        public Scoring {
            weight = weight == null ? BigDecimal.ONE : weight;
        }
    }
}
