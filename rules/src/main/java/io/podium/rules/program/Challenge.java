package io.podium.rules.program;

import io.podium.schemas.rule.RuleKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Objectives to complete, each worth a reward of its own, and one for all. Every participant takes part.
 *
 * @param startsAt first instant (by the event's {@code occurred_at}) that counts; null for always
 * @param endsAt first instant that counts no more; null for never
 * @param reward for completing all objectives; null for none
 */
public record Challenge(
        String id, String title, Instant startsAt, Instant endsAt, List<Objective> objectives, Reward reward)
        implements Program.Evaluated {
    public Challenge {
        objectives = List.copyOf(objectives);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.CHALLENGE;
    }

    /** Whether an action at this instant counts. */
    public boolean isOpenAt(Instant occurredAt) {
        return (startsAt == null || !occurredAt.isBefore(startsAt)) && (endsAt == null || occurredAt.isBefore(endsAt));
    }

    /** The objective of that id; it must exist. */
    public Objective objective(String objectiveId) {
        return objectives.stream()
                .filter(objective -> objective.id().equals(objectiveId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an objective of challenge " + id + ", but " + objectiveId));
    }

    /** How an objective measures progress. */
    public enum Evaluator {
        /** Each matching event counts one. */
        COUNT
    }

    /**
     * One thing to do.
     *
     * @param target progress at which it is complete, at least 1
     * @param reward null for none
     */
    public record Objective(
            String id,
            String label,
            Evaluator evaluator,
            String eventType,
            Match match,
            BigDecimal target,
            Reward reward) {
        public Objective {
            match = match == null ? Match.ALL : match;
        }
    }
}
