package io.podium.schemas.binary;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of state in the stores of the processor: a byte that names the form, then a Protocol Buffers message. State of
 * earlier releases is read, too: positional forms by their numbers, and before them a JSON object.
 *
 * @param <T> the type of state
 * @param <M> its message
 */
public record StateSerde<T, M extends MessageLite>(Class<T> type, StateCodec<T, M> codec) implements Serde<T> {

    private static final byte JSON_OBJECT = '{';
    private static final byte MESSAGE = 'p';

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : write(codec.message(value));
    }

    private byte[] write(M message) {
        byte[] bytes = new byte[1 + message.getSerializedSize()];
        bytes[0] = MESSAGE;
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 1, bytes.length - 1);
            message.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array that is long enough takes all
        }
        return bytes;
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : read(bytes);
            } catch (RuntimeException | InvalidProtocolBufferException e) {
                throw new SerializationException("expected a " + type.getSimpleName() + " in " + topic, e);
            }
        };
    }

    private T read(byte[] bytes) throws InvalidProtocolBufferException {
        byte form = bytes.length == 0 ? 0 : bytes[0];
        if (form == MESSAGE) {
            return codec.value(codec.parser().parseFrom(bytes, 1, bytes.length - 1));
        } else if (form == JSON_OBJECT) {
            return Json.read(bytes, type);
        } else if (form < 1 || form > codec.latestForm()) {
            throw new IllegalArgumentException("expected a message, a JSON object or state of form 1 to "
                    + codec.latestForm() + ", but " + (bytes.length == 0 ? "nothing" : "form " + form));
        }
        BinaryReader in = new BinaryReader(bytes, 1);
        T value = codec.read(in, form);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("expected the end of a " + type.getSimpleName() + ", but more came");
        }
        return value;
    }
}
