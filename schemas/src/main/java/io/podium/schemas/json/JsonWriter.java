package io.podium.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record type member by member: for the records that stages write for each event. The bytes are those of
 * data binding. A member that is null is written as null.
 *
 * @param <T> the record type
 */
@FunctionalInterface
public interface JsonWriter<T> {

    /** Writes one object. */
    void write(T value, JsonGenerator out) throws IOException;

    /** Writes by data binding. */
    static <T> JsonWriter<T> binding(Class<T> type) {
        ObjectWriter writer = Json.mapper().writerFor(type).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        return (value, out) -> writer.writeValue(out, value);
    }

    /** A member with a text. */
    static void text(JsonGenerator out, SerializableString name, String value) throws IOException {
        out.writeFieldName(name);
        out.writeString(value);
    }

    /** A member with an instant. */
    static void instant(JsonGenerator out, SerializableString name, @Nullable Instant value) throws IOException {
        out.writeFieldName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(InstantModule.text(value));
        }
    }

    /** A member with a whole number. */
    static void number(JsonGenerator out, SerializableString name, long value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }

    /** A member with a whole number, or none. */
    static void number(JsonGenerator out, SerializableString name, @Nullable Long value) throws IOException {
        if (value == null) {
            out.writeFieldName(name);
            out.writeNull();
        } else {
            number(out, name, value.longValue());
        }
    }

    /** A member with a decimal, or none. */
    static void decimal(JsonGenerator out, SerializableString name, @Nullable BigDecimal value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }

    /** A member that is true or false. */
    static void flag(JsonGenerator out, SerializableString name, boolean value) throws IOException {
        out.writeFieldName(name);
        out.writeBoolean(value);
    }

    /** A member with a list of texts. */
    static void texts(JsonGenerator out, SerializableString name, List<String> values) throws IOException {
        out.writeFieldName(name);
        if (values == null) {
            out.writeNull();
            return;
        }
        out.writeStartArray();
        for (int i = 0; i < values.size(); i++) {
            out.writeString(values.get(i));
        }
        out.writeEndArray();
    }
}
