package io.podium.schemas.json;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Kafka serde of one record type in Podium's JSON dialect ({@link Json}). A null stays null (a tombstone).
 *
 * @param <T> the record type
 */
public record JsonSerde<T>(Class<T> type) implements Serde<T> {

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : Json.write(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        // Podium wrote the bytes: no member stands in them twice.
        ObjectReader reader = Json.mapper().readerFor(type).without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        return (topic, bytes) -> {
            if (bytes == null) {
                return null;
            }
            try {
                return reader.readValue(bytes);
            } catch (IOException e) {
                throw new SerializationException("expected a " + type.getSimpleName() + " on " + topic, e);
            }
        };
    }
}
