package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import java.util.List;

/**
 * One thing that an event changed for its participant, as analytics teams read it from the outcome topics (keyed
 * {@code tenant|participant}). A consumer with {@code isolation.level=read_committed} sees each once;
 * {@link #outcomeId()} is the same in every replay.
 */
public sealed interface Outcome
        permits PointsOutcome, StreakOutcome, ChallengeOutcome, BadgeOutcome, TierOutcome, ContestOutcome {

    /** Unique and deterministic: the event id, the kind and what was touched. */
    String outcomeId();

    /** The event that caused it. */
    String eventId();

    /** The tenant. */
    String tenantId();

    /** The participant. */
    String participantId();

    /** When the action happened, by the client's account. */
    Instant occurredAt();

    /** When it arrived: the timestamp of the event's record, never the clock of a processor. */
    Instant processedAt();

    /** The program whose rule decided. */
    String ruleId();

    /** The rule's version: the instant from which it is in force. */
    Instant ruleVersion();

    /** What is remarkable about it; empty for kinds that have no notes. */
    default List<String> notes() {
        return List.of();
    }

    /** The key of every outcome record. */
    @JsonIgnore
    default String recordKey() {
        return RecordKeys.participant(tenantId(), participantId());
    }
}
