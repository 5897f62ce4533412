package io.podium.stream.replay;

import com.fasterxml.jackson.databind.JavaType;
import io.podium.schemas.json.Json;
import io.podium.stream.replay.Sequencer.Waiting;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serde of records that wait in a {@link Sequencer}. */
public record WaitingSerde<V>(Class<V> type) implements Serde<Waiting<V>> {

    @Override
    public Serializer<Waiting<V>> serializer() {
        return (topic, value) -> value == null ? null : Json.write(value);
    }

    @Override
    public Deserializer<Waiting<V>> deserializer() {
        JavaType waiting = Json.mapper().getTypeFactory().constructParametricType(Waiting.class, type);
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : Json.mapper().readValue(bytes, waiting);
            } catch (IOException e) {
                throw new SerializationException("expected a waiting " + type.getSimpleName() + " on " + topic, e);
            }
        };
    }
}
