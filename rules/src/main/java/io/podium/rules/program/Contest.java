package io.podium.rules.program;

import io.podium.rules.condition.Condition;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaderboard over a window of time.
 *
 * @param startsAt first instant (by {@code occurred_at}) that scores
 * @param endsAt first instant that scores no more
 * @param match null matches every event of the type
 * @param when null for no condition
 * @param maxFuture how long after its arrival an event may say that it happened; what says more counts as of its
 *     arrival; 24 hours when the author said nothing
 * @param draft known to reads, but neither scores nor begins
 * @param graceHours how long after its end the contest still takes events that happened inside its window; 1 when the
 *     author said nothing
 * @param prizeStructure what final ranks win; ranges do not overlap
 * @param maxRewardLiability most points that all prizes may cost together; null for no bound
 * @param fraudRules null for none
 */
public record Contest(
        String id,
        String title,
        Instant startsAt,
        Instant endsAt,
        Scoring scoring,
        Match match,
        @Nullable Condition when,
        Duration maxFuture,
        boolean draft,
        Integer graceHours,
        List<PrizeRange> prizeStructure,
        @Nullable Long maxRewardLiability,
        @Nullable FraudRules fraudRules)
        implements Program.Evaluated {

    private static final int DEFAULT_GRACE_HOURS = 1;

    /**
     * How long after the grace the ranks are frozen: longer than an event that was stamped in time needs to come
     * through the log.
     */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    public Contest {
        match = match == null ? Match.ALL : match;
        maxFuture = maxFuture == null ? DEFAULT_MAX_FUTURE : maxFuture;
        graceHours = graceHours == null ? DEFAULT_GRACE_HOURS : graceHours;
        prizeStructure = prizeStructure == null ? List.of() : List.copyOf(prizeStructure);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.CONTEST;
    }

    /** Whether an action at one instant that arrived at another scores. */
    public boolean isOpenAt(Instant occurredAt, Instant arrivedAt) {
        return !draft
                && !occurredAt.isBefore(startsAt)
                && occurredAt.isBefore(endsAt)
                && arrivedAt.isBefore(graceEnd());
    }

    /** Where in its life the contest is when the log has come to this instant. */
    public ContestState stateAt(Instant logTime) {
        if (draft) {
            return ContestState.DRAFT;
        } else if (logTime.isBefore(startsAt)) {
            return ContestState.SCHEDULED;
        } else if (logTime.isBefore(endsAt)) {
            return ContestState.ACTIVE;
        }
        return logTime.isBefore(graceEnd().plus(SWEEP)) ? ContestState.SCORING : ContestState.COMPLETED;
    }

    private Instant graceEnd() {
        return endsAt.plus(Duration.ofHours(graceHours));
    }

    /**
     * What scores.
     *
     * @param scoreAttribute null where events are counted
     * @param weight the attribute (or the 1 of a counted event) is multiplied by it; 1 when the author said none
     */
    public record Scoring(String eventType, @Nullable String scoreAttribute, BigDecimal weight, ScoringMethod method) {
        public Scoring {
            weight = weight == null ? BigDecimal.ONE : weight;
        }
    }
}
