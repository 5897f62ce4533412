package io.podium.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record type token by token: for the records that stages read for each event, where Jackson's data binding
 * would cost as much as what the stage does. It accepts what data binding accepts of records that Podium wrote.
 *
 * @param <T> the record type
 */
@FunctionalInterface
public interface JsonReader<T> {

    /** Reads an object; the parser stands at its first token, and at its last one afterwards. */
    T read(JsonParser in) throws IOException;

    /** Reads a member by data binding; the parser stands at its first token, and at its last one afterwards. */
    static ObjectReader member(Class<?> type) {
        return Json.mapper().readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** The instant at which the parser stands; null for null. */
    static @Nullable Instant instant(JsonParser in) throws IOException {
        String text = in.getValueAsString();
        return text == null ? null : DateTime.parse(text);
    }
}
