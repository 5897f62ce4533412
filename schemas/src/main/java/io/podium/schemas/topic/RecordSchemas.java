package io.podium.schemas.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The JSON Schemas of records, as published. */
public final class RecordSchemas {

    private static final String PLACE = "/podium/schemas/records/";
    private static final ObjectNode COMMON = of("common");
    private static final String COMMON_REFERENCE = "common.schema.json#";

    private RecordSchemas() {}

    /**
     * A schema by its name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ObjectNode of(String name) {
        String resource = PLACE + name + ".schema.json";
        try (InputStream in = RecordSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("expected a record schema " + name + ", but there is none");
            }
            return Json.mapper().readValue(in, ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read " + resource, e);
        }
    }

    /** The parts that several schemas share, under {@code $defs}; read once, not to be changed. */
    public static ObjectNode common() {
        return COMMON;
    }

    /** What a member's schema says, where it is only a reference to a shared part; else the same. */
    public static JsonNode resolved(JsonNode member) {
        JsonNode reference = member.get("$ref");
        return reference == null ? member : COMMON.at(reference.textValue().substring(COMMON_REFERENCE.length()));
    }
}
