package io.podium.schemas.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/**
 * The topics as an AsyncAPI 3.0 document, made of {@link Topics} and the record schemas, which it carries with it: one
 * file that tools read without others.
 */
public final class AsyncApi {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String DEFINITION = "#/$defs/";
    /** They say where a schema lives and in which dialect; both are the document's own here. */
    private static final Set<String> PLACE_OF_A_SCHEMA = Set.of("$id", "$schema");

    private AsyncApi() {}

    /** The document. */
    public static ObjectNode document() {
        ObjectNode document = object().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Podium topics")
                .put("version", "1")
                .put(
                        "description",
                        "Every topic of Podium on Kafka. Outcome topics are written in transactions: consume them with "
                                + "isolation.level=read_committed and each outcome comes once. Record timestamps are "
                                + "arrivals.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        for (Map.Entry<String, JsonNode> shared :
                RecordSchemas.common().get("$defs").properties()) {
            schemas.set(shared.getKey(), bundled(shared.getValue()));
        }
        for (Topic<?, ?> topic : Topics.all()) {
            String schema = topic.contents().schema();
            if (!schemas.has(schema)) {
                schemas.set(schema, bundled(RecordSchemas.of(schema)));
            }
            channels.set(topic.name(), channel(topic));
            String action = topic.equals(Topics.RAW_EVENTS) ? "send" : "receive";
            operations
                    .putObject(action + "-" + topic.name())
                    .put("action", action)
                    .set("channel", reference("#/channels/" + topic.name()));
        }
        return document;
    }

    private static ObjectNode channel(Topic<?, ?> topic) {
        ObjectNode channel = object().put("address", topic.name())
                .put("description", topic.contents().text());
        ObjectNode record = channel.putObject("messages").putObject("record");
        ObjectNode key = record.putObject("bindings").putObject("kafka").putObject("key");
        key.putArray("type").add("string").add("null");
        key.put("description", topic.contents().key());
        record.set("payload", reference(SCHEMAS + topic.contents().schema()));
        return channel;
    }

    /** The same schema with its references into this document. */
    private static JsonNode bundled(JsonNode schema) {
        if (schema instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(bundled(element)));
            return copy;
        } else if (schema instanceof ObjectNode members) {
            ObjectNode copy = object();
            for (Map.Entry<String, JsonNode> member : members.properties()) {
                if (member.getKey().equals("$ref")) {
                    copy.set("$ref", TextNode.valueOf(target(member.getValue().textValue())));
                } else if (!PLACE_OF_A_SCHEMA.contains(member.getKey())) {
                    copy.set(member.getKey(), bundled(member.getValue()));
                }
            }
            return copy;
        }
        return schema;
    }

    private static String target(String reference) {
        return SCHEMAS + reference.substring(reference.indexOf(DEFINITION) + DEFINITION.length());
    }

    private static ObjectNode reference(String target) {
        return object().put("$ref", target);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
