package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.podium.schemas.key.RecordKeys;
import java.util.List;

/**
 * One thing that an event changed for its participant, as analytics teams read it from the outcome topics (keyed
 * {@code tenant|participant}). A consumer with {@code isolation.level=read_committed} sees each once;
 * {@link #outcomeId()} is the same in every replay.
 */
public sealed interface Outcome
        permits PointsOutcome,
                StreakOutcome,
                ChallengeOutcome,
                BadgeOutcome,
                TierOutcome,
                ProfileOutcome,
                PrivacyOutcome,
                ContestOutcome {

    /** What all outcomes have. */
    OutcomeHead head();

    /** Unique and deterministic: the event id, the kind and what was touched. */
    default String outcomeId() {
        return head().outcomeId();
    }

    /** The event that caused it. */
    default String eventId() {
        return head().eventId();
    }

    /** The participant. */
    default String participantId() {
        return head().participantId();
    }

    /** The program whose rule decided. */
    default String ruleId() {
        return head().ruleId();
    }

    /** What is remarkable about it; empty for kinds that have no notes. */
    default List<String> notes() {
        return List.of();
    }

    /** The key of every outcome record. */
    @JsonIgnore
    default String recordKey() {
        return RecordKeys.participant(head().tenantId(), head().participantId());
    }
}
