package io.podium.schemas.outcome;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What every outcome record begins with; its members stand beside the outcome's own, not in an object of theirs.
 *
 * @param outcomeId unique and deterministic: the event id, the kind and what was touched
 * @param eventId of the event that caused it
 * @param occurredAt when the action happened, by the client's account
 * @param processedAt when it arrived: the timestamp of the event's record, never the clock of a processor
 * @param ruleId the program whose rule decided
 * @param ruleVersion of the rule: the instant from which it is in force
 */
public record OutcomeHead(
        String outcomeId,
        String eventId,
        String tenantId,
        String participantId,
        Instant occurredAt,
        Instant processedAt,
        String ruleId,
        Instant ruleVersion) {
    public OutcomeHead {
        requireNonNull(outcomeId);
        requireNonNull(eventId);
        requireNonNull(tenantId);
        requireNonNull(participantId);
        requireNonNull(occurredAt);
        requireNonNull(processedAt);
        requireNonNull(ruleId);
        requireNonNull(ruleVersion);
    }
}
