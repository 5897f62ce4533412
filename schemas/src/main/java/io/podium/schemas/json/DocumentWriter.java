package io.podium.schemas.json;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes one JSON document after the other with one generator: setting a generator up and closing it costs a third of
 * what writing a small record does. For one thread; not to be used any more after it has thrown.
 */
final class DocumentWriter {

    private static final int INITIAL_BYTES = 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final SequenceWriter documents;

    DocumentWriter(Class<?> type) {
        try {
            documents = Json.mapper().writerFor(type).withRootValueSeparator("").writeValues(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("expected that memory can be written to", e);
        }
    }

    byte[] write(Object value) throws IOException {
        bytes.reset();
        documents.write(value);
        documents.flush();
        return bytes.toByteArray();
    }
}
