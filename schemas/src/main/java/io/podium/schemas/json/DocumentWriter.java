package io.podium.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes one JSON document after the other with one generator: setting a generator up and closing it costs a third of
 * what writing a small record does. For one thread; not to be used any more after it has thrown.
 */
final class DocumentWriter<T> {

    private static final int INITIAL_BYTES = 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final JsonWriter<T> writer;
    private final JsonGenerator generator;

    DocumentWriter(JsonWriter<T> writer) {
        this.writer = writer;
        try {
            generator = Json.mapper().createGenerator(bytes);
            generator.setRootValueSeparator(new SerializedString(""));
        } catch (IOException e) {
            throw new IllegalStateException("expected that memory can be written to", e);
        }
    }

    byte[] write(T value) throws IOException {
        bytes.reset();
        writer.write(value, generator);
        generator.flush();
        return bytes.toByteArray();
    }
}
