package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that passed deduplication: the value of an {@code accepted-events} record, whose timestamp is the
 * event's arrival. Everything that evaluation may look at is in here.
 *
 * @param occurredAt never null; the arrival where the client said nothing
 * @param idempotencyKey null for events without one
 * @param award what the event gives its participant for a rank in a contest; null for what clients sent
 * @param sync whether a client waits for the results, which asks the stages for an early commit
 * @param reverses the id or the idempotency key of the participant's event that this one takes back; null for none
 * @param command what an administrator orders; null for what clients sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptedEvent(
        String eventId,
        String tenantId,
        String participantId,
        String eventType,
        ObjectNode attributes,
        Instant occurredAt,
        @Nullable String idempotencyKey,
        @Nullable String source,
        @Nullable ContestAward award,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sync,
        @Nullable String reverses,
        @Nullable Command command) {
    public AcceptedEvent {
        requireNonNull(eventId);
        requireNonNull(tenantId);
        requireNonNull(participantId);
        requireNonNull(eventType);
        requireNonNull(attributes);
        requireNonNull(occurredAt);
    }

    /** An event that takes nothing back and orders nothing. */
    public AcceptedEvent(
            String eventId,
            String tenantId,
            String participantId,
            String eventType,
            ObjectNode attributes,
            Instant occurredAt,
            @Nullable String idempotencyKey,
            @Nullable String source,
            @Nullable ContestAward award,
            boolean sync) {
        this(
                eventId,
                tenantId,
                participantId,
                eventType,
                attributes,
                occurredAt,
                idempotencyKey,
                source,
                award,
                sync,
                null,
                null);
    }

    /** The same event with other attributes. */
    public AcceptedEvent withAttributes(ObjectNode others) {
        return new AcceptedEvent(
                eventId,
                tenantId,
                participantId,
                eventType,
                others,
                occurredAt,
                idempotencyKey,
                source,
                award,
                sync,
                reverses,
                command);
    }

    /** The same event at another time. */
    public AcceptedEvent withOccurredAt(Instant at) {
        return at.equals(occurredAt)
                ? this
                : new AcceptedEvent(
                        eventId,
                        tenantId,
                        participantId,
                        eventType,
                        attributes,
                        at,
                        idempotencyKey,
                        source,
                        award,
                        sync,
                        reverses,
                        command);
    }

    /** A command as the event that brings it to its participant; it happens when it arrives. */
    public static AcceptedEvent ofCommand(
            String eventId, String tenantId, RawCommand raw, Instant arrivedAt, boolean sync) {
        return new AcceptedEvent(
                eventId,
                tenantId,
                raw.participantId(),
                raw.command().eventType(),
                JsonNodeFactory.instance.objectNode(),
                arrivedAt,
                raw.idempotencyKey(),
                null,
                null,
                sync,
                null,
                raw.command());
    }

    /**
     * A prize as the event that brings it to its winner. Its id follows from the contest, the rank and the moment
     * alone.
     *
     * @param completedAt when the contest was completed
     */
    public static AcceptedEvent ofAward(
            String tenantId, String participantId, ContestAward award, Instant completedAt) {
        return new AcceptedEvent(
                EventId.at(
                        "award|" + RecordKeys.contest(tenantId, award.contestId()),
                        0,
                        award.rank(),
                        completedAt.toEpochMilli()),
                tenantId,
                participantId,
                ContestAward.EVENT_TYPE,
                JsonNodeFactory.instance.objectNode(),
                completedAt,
                null,
                null,
                award,
                false);
    }
}
