package io.podium.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Kafka serde of one record type in Podium's JSON dialect ({@link Json}). A null stays null (a tombstone). It reads
 * what Podium wrote, so it does not look for members that stand twice.
 *
 * @param reader reads a record
 * @param writer writes a record
 * @param <T> the record type
 */
public record JsonSerde<T>(Class<T> type, JsonReader<T> reader, JsonWriter<T> writer) implements Serde<T> {

    /** A serde by data binding. */
    public JsonSerde(Class<T> type) {
        this(type, JsonReader.member(type)::readValue, JsonWriter.binding(type));
    }

    /** A serde that reads by data binding. */
    public JsonSerde(Class<T> type, JsonWriter<T> writer) {
        this(type, JsonReader.member(type)::readValue, writer);
    }

    @Override
    public Serializer<T> serializer() {
        ThreadLocal<DocumentWriter<T>> writers = ThreadLocal.withInitial(() -> new DocumentWriter<>(writer));
        return (topic, value) -> {
            try {
                return value == null ? null : writers.get().write(value);
            } catch (IOException e) {
                writers.remove(); // what it has begun must not stand before the next
                throw new SerializationException("expected a " + type.getSimpleName() + " for " + topic, e);
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            if (bytes == null) {
                return null;
            }
            try (JsonParser in = Json.mapper().createParser(bytes)) {
                in.disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
                return read(in);
            } catch (IOException | RuntimeException e) {
                throw new SerializationException("expected a " + type.getSimpleName() + " on " + topic, e);
            }
        };
    }

    private T read(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("expected a JSON object, but " + in.currentToken());
        }
        T value = reader.read(in);
        if (in.nextToken() != null) {
            throw new IllegalArgumentException("expected the end, but " + in.currentToken());
        }
        return value;
    }
}
