package io.podium.schemas.score;

import static io.podium.schemas.json.JsonWriter.decimal;
import static io.podium.schemas.json.JsonWriter.flag;
import static io.podium.schemas.json.JsonWriter.instant;
import static io.podium.schemas.json.JsonWriter.text;
import static io.podium.schemas.json.JsonWriter.texts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.podium.schemas.json.JsonWriter;
import java.io.IOException;

/** Writes contest scores. */
public final class ContestScoreWriter implements JsonWriter<ContestScore> {

    private static final SerializableString CONTEST_ID = new SerializedString("contest_id");
    private static final SerializableString CONTEST_VERSION = new SerializedString("contest_version");
    private static final SerializableString EVENT_ID = new SerializedString("event_id");
    private static final SerializableString TENANT_ID = new SerializedString("tenant_id");
    private static final SerializableString PARTICIPANT_ID = new SerializedString("participant_id");
    private static final SerializableString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializableString METHOD = new SerializedString("method");
    private static final SerializableString SCORE = new SerializedString("score");
    private static final SerializableString NOTES = new SerializedString("notes");
    private static final SerializableString SYNC = new SerializedString("sync");
    private static final SerializableString REVERSES = new SerializedString("reverses");
    private static final SerializableString ERASES = new SerializedString("erases");

    @Override
    public void write(ContestScore score, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(out, CONTEST_ID, score.contestId());
        instant(out, CONTEST_VERSION, score.contestVersion());
        text(out, EVENT_ID, score.eventId());
        text(out, TENANT_ID, score.tenantId());
        text(out, PARTICIPANT_ID, score.participantId());
        instant(out, OCCURRED_AT, score.occurredAt());
        text(out, METHOD, score.method().wireName());
        decimal(out, SCORE, score.score());
        texts(out, NOTES, score.notes());
        if (score.sync()) {
            flag(out, SYNC, true);
        }
        if (score.reverses() != null) {
            text(out, REVERSES, score.reverses());
        }
        if (score.erases()) {
            flag(out, ERASES, true);
        }
        out.writeEndObject();
    }
}
