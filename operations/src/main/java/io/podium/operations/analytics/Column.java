package io.podium.operations.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.RecordSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A column of an exported topic: a member of its records, with the SQL type that holds what its JSON Schema allows.
 *
 * @param type DuckDB's name of the type
 */
record Column(String name, String type) {

    /** Exact, like the numbers of JSON, with 29 digits before the point and 9 behind it. */
    static final String DECIMAL = "DECIMAL(38,9)";

    private static final String JSON = "JSON";

    /** Where each row comes from; they come first. */
    private static final List<Column> PLACE = List.of(
            new Column("kafka_partition", "INTEGER"),
            new Column("kafka_offset", "BIGINT"),
            new Column("kafka_timestamp", "TIMESTAMPTZ"));

    /** The columns of records with this schema. */
    static List<Column> of(String schema) {
        List<Column> columns = new ArrayList<>(PLACE);
        for (Map.Entry<String, JsonNode> member :
                RecordSchemas.of(schema).get("properties").properties()) {
            columns.add(new Column(member.getKey(), type(member.getValue())));
        }
        return columns;
    }

    /** Whether a member is read as text and only then made a number, so that no digit is lost on the way. */
    boolean isDecimal() {
        return type.equals(DECIMAL);
    }

    private static String type(JsonNode schema) {
        JsonNode meaning = RecordSchemas.resolved(schema);
        if (meaning.has("enum")) {
            return "VARCHAR";
        }
        return switch (nonNull(meaning)) {
            case "string" -> meaning.path("format").asText().equals("date-time") ? "TIMESTAMPTZ" : "VARCHAR";
            case "integer" -> "BIGINT";
            case "number" -> DECIMAL;
            case "boolean" -> "BOOLEAN";
            case "array" -> elements(meaning);
            default -> JSON;
        };
    }

    private static String elements(JsonNode array) {
        String element = type(array.get("items"));
        return element.equals(JSON) ? JSON : element + "[]";
    }

    /** The one type besides null. */
    private static String nonNull(JsonNode schema) {
        List<JsonNode> either = new ArrayList<>();
        schema.path("oneOf").forEach(either::add);
        schema.path("type").forEach(either::add);
        for (JsonNode one : either) {
            String name = one.isTextual() ? one.textValue() : nonNull(RecordSchemas.resolved(one));
            if (!name.equals("null")) {
                return name;
            }
        }
        return schema.path("type").asText();
    }
}
