package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.command.Command;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.json.JsonReader;
import java.io.IOException;
import java.time.Instant;

/** Reads accepted events; members that are not known are passed over. */
public final class AcceptedEventReader implements JsonReader<AcceptedEvent> {

    private static final ObjectReader ATTRIBUTES = JsonReader.member(ObjectNode.class);
    private static final ObjectReader COMMAND = JsonReader.member(Command.class);
    private static final ObjectReader AWARD = JsonReader.member(ContestAward.class);

    @Override
    public AcceptedEvent read(JsonParser in) throws IOException {
        String eventId = null;
        String tenantId = null;
        String participantId = null;
        String eventType = null;
        ObjectNode attributes = null;
        Instant occurredAt = null;
        String idempotencyKey = null;
        String source = null;
        ContestAward award = null;
        boolean sync = false;
        String reverses = null;
        Command command = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "event_id" -> eventId = in.getValueAsString();
                case "tenant_id" -> tenantId = in.getValueAsString();
                case "participant_id" -> participantId = in.getValueAsString();
                case "event_type" -> eventType = in.getValueAsString();
                case "attributes" -> attributes = ATTRIBUTES.readValue(in);
                case "occurred_at" -> occurredAt = JsonReader.instant(in);
                case "idempotency_key" -> idempotencyKey = in.getValueAsString();
                case "source" -> source = in.getValueAsString();
                case "award" -> award = AWARD.readValue(in);
                case "sync" -> sync = in.getBooleanValue();
                case "reverses" -> reverses = in.getValueAsString();
                case "command" -> command = COMMAND.readValue(in);
                default -> in.skipChildren();
            }
        }
        return new AcceptedEvent(
                requireNonNull(eventId),
                requireNonNull(tenantId),
                requireNonNull(participantId),
                requireNonNull(eventType),
                requireNonNull(attributes),
                requireNonNull(occurredAt),
                idempotencyKey,
                source,
                award,
                sync,
                reverses,
                command);
    }
}
