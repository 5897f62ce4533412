package io.podium.ingest.http;

import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.token.ParticipantToken;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.key.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a participant's device may send: events of its own participant, of types that the catalogue leaves to clients,
 * of the last hour, since a device could else make itself a streak of days in a minute. Their source is "client", by
 * which rules can distinguish them from those of servers. Its idempotency keys are a namespace of each participant's,
 * so that nobody can take a key that another one's event will have, nor be shown what another one's event gave.
 */
final class DeviceEvents {

    /** How long ago an event of a device may have happened. */
    static final Duration LONGEST_AGO = Duration.ofHours(1);

    private static final String SOURCE = "client";
    private static final String NAMESPACE = "client:";

    private final EventCatalogue catalogue;

    DeviceEvents(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Why an event is not taken; empty where it is. */
    Optional<Refusal> refusal(ParticipantToken token, RawEvent event, Instant now) {
        if (!event.participantId().equals(token.participantId())) {
            return Optional.of(Refusal.forbidden(
                    "wrong_participant", "expected an event of the token's participant, but it is another's"));
        } else if (event.reverses() != null) {
            return Optional.of(Refusal.forbidden(
                    "reversal_not_allowed", "expected an event that reverses nothing; that takes an admin key"));
        } else if (!catalogue.isForClients(token.tenantId(), event.eventType(), now)) {
            return Optional.of(Refusal.forbidden(
                    "event_type_not_allowed",
                    "expected an event type whose catalogue entry says client: true, but it is " + event.eventType()));
        }
        Instant occurredAt = event.occurredAt();
        return occurredAt != null && occurredAt.isBefore(now.minus(LONGEST_AGO))
                ? Optional.of(tooLongAgo(occurredAt, now))
                : Optional.empty();
    }

    private static Refusal tooLongAgo(Instant occurredAt, Instant now) {
        String message = "expected an instant of the last hour, now being " + now + ", or none, but " + occurredAt;
        return Refusal.badRequest(
                "occurred_too_long_ago", message, List.of(new Problem("occurred_at", "out_of_range", message)));
    }

    /** The event as one of its participant's device: under a key of its own, where it has one. */
    static RawEvent own(RawEvent event) {
        String key = event.idempotencyKey();
        return new RawEvent(
                event.tenantId(),
                event.participantId(),
                event.eventType(),
                event.attributes(),
                event.occurredAt(),
                key == null ? null : NAMESPACE + hash(event.participantId(), key),
                SOURCE,
                null);
    }

    private static String hash(String participantId, String key) {
        return HexFormat.of().formatHex(Sha256.of(participantId.length() + ":" + participantId + key));
    }
}
