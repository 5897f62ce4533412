package io.podium.schemas.binary;

import io.podium.schemas.json.Json;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of state in the stores of the processor: a byte that names the form, then what the codec writes. State that was
 * written as a JSON object, as it was before there was a binary form, is read as such.
 *
 * @param <T> the type of state
 */
public record StateSerde<T>(Class<T> type, BinaryCodec<T> codec) implements Serde<T> {

    private static final byte JSON_OBJECT = '{';

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> {
            if (value == null) {
                return null;
            }
            BinaryWriter out = new BinaryWriter().raw(codec.form());
            codec.write(value, out);
            return out.toBytes();
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : read(bytes);
            } catch (RuntimeException e) {
                throw new SerializationException("expected a " + type.getSimpleName() + " in " + topic, e);
            }
        };
    }

    private T read(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == JSON_OBJECT) {
            return Json.read(bytes, type);
        }
        if (bytes.length == 0 || bytes[0] < 1 || bytes[0] > codec.form()) {
            throw new IllegalArgumentException("expected state of form 1 to " + codec.form() + " or a JSON object, but "
                    + (bytes.length == 0 ? "nothing" : "form " + bytes[0]));
        }
        BinaryReader in = new BinaryReader(bytes, 1);
        T value = codec.read(in, bytes[0]);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("expected the end of a " + type.getSimpleName() + ", but more came");
        }
        return value;
    }
}
