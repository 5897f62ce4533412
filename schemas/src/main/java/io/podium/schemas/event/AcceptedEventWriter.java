package io.podium.schemas.event;

import static io.podium.schemas.json.JsonWriter.flag;
import static io.podium.schemas.json.JsonWriter.instant;
import static io.podium.schemas.json.JsonWriter.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.podium.schemas.command.Command;
import io.podium.schemas.json.Json;
import io.podium.schemas.json.JsonWriter;
import java.io.IOException;

/** Writes accepted events; members that are null are left out. */
public final class AcceptedEventWriter implements JsonWriter<AcceptedEvent> {

    private static final SerializableString EVENT_ID = new SerializedString("event_id");
    private static final SerializableString TENANT_ID = new SerializedString("tenant_id");
    private static final SerializableString PARTICIPANT_ID = new SerializedString("participant_id");
    private static final SerializableString EVENT_TYPE = new SerializedString("event_type");
    private static final SerializableString ATTRIBUTES = new SerializedString("attributes");
    private static final SerializableString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializableString IDEMPOTENCY_KEY = new SerializedString("idempotency_key");
    private static final SerializableString SOURCE = new SerializedString("source");
    private static final SerializableString AWARD = new SerializedString("award");
    private static final SerializableString SYNC = new SerializedString("sync");
    private static final SerializableString REVERSES = new SerializedString("reverses");
    private static final SerializableString COMMAND = new SerializedString("command");

    /** By the interface, so that the kind of command is written, too. */
    private static final ObjectWriter COMMANDS =
            Json.mapper().writerFor(Command.class).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    /** Trees only ask it for settings. */
    private static final SerializerProvider SETTINGS = Json.mapper().getSerializerProviderInstance();

    @Override
    public void write(AcceptedEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(out, EVENT_ID, event.eventId());
        text(out, TENANT_ID, event.tenantId());
        text(out, PARTICIPANT_ID, event.participantId());
        text(out, EVENT_TYPE, event.eventType());
        out.writeFieldName(ATTRIBUTES);
        event.attributes().serialize(out, SETTINGS);
        instant(out, OCCURRED_AT, event.occurredAt());
        if (event.idempotencyKey() != null) {
            text(out, IDEMPOTENCY_KEY, event.idempotencyKey());
        }
        if (event.source() != null) {
            text(out, SOURCE, event.source());
        }
        if (event.award() != null) {
            out.writeFieldName(AWARD);
            out.writePOJO(event.award());
        }
        if (event.sync()) {
            flag(out, SYNC, true);
        }
        if (event.reverses() != null) {
            text(out, REVERSES, event.reverses());
        }
        if (event.command() != null) {
            out.writeFieldName(COMMAND);
            COMMANDS.writeValue(out, event.command());
        }
        out.writeEndObject();
    }
}
