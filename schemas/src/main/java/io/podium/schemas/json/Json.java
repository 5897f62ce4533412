package io.podium.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one JSON dialect of Podium: snake_case names, RFC 3339 instants, exact decimals (never binary
 * floating point), members in the order in which a record declares them. Reading is strict: duplicate
 * members, trailing content and nesting deeper than {@value #MAX_NESTING} are errors. Writing the same
 * value always gives the same bytes, which replay depends on.
 */
public final class Json {

    /** Nesting at which the parser gives up, in levels; attributes have a lower limit of their own. */
    public static final int MAX_NESTING = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(1_000)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new InstantModule())
            .addModule(new BlackbirdModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The shared mapper, thread-safe; callers must not reconfigure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads a document that somebody else wrote, as a tree.
     *
     * @throws IOException when it is no JSON, or beyond the parser's limits; also for a number whose exponent has more
     *     than 32 bits, which the parser itself reports by an exception that nobody expects
     */
    public static JsonNode tree(byte[] json) throws IOException {
        return tree(MAPPER.reader(), json);
    }

    /** The same by a reader of this dialect or of one that allows more. */
    public static JsonNode tree(ObjectReader reader, byte[] json) throws IOException {
        try {
            return reader.readTree(json);
        } catch (NumberFormatException e) {
            throw new StreamConstraintsException("a number has an exponent beyond 32 bits");
        }
    }

    /** Writes a value that Podium itself built; failure is a programmer's error. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a value that JSON can hold, but " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a value that Podium itself wrote; {@link UncheckedIOException} when the bytes are not it. */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("expected JSON of a " + type.getSimpleName() + ", but " + e.getMessage(), e);
        }
    }
}
