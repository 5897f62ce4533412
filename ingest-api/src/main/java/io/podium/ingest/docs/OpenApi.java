package io.podium.ingest.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The API's document as one file: the JSON Schemas that {@code openapi.yaml} refers to are parts of it, each once,
 * under {@code components/schemas}.
 */
public final class OpenApi {

    private static final String PLACE = "/podium/api/openapi.yaml";
    private static final String SCHEMAS = "/podium/schemas/";
    private static final String SUFFIX = ".schema.json";
    private static final String REFERENCE = "$ref";
    /** They say where a schema lives and in which dialect; both are the document's own here. */
    private static final Set<String> OF_A_FILE = Set.of("$id", "$schema", "$defs");

    private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

    private OpenApi() {}

    /** The document as it is in the repository. */
    public static String yaml() {
        try (InputStream in = resource(PLACE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document without references to other files. */
    public static ObjectNode document() {
        try {
            ObjectNode root = (ObjectNode) new YAMLMapper().readTree(yaml());
            OpenApi bundle = new OpenApi();
            ObjectNode bundled = (ObjectNode) bundle.bundled(root, PLACE);
            ((ObjectNode) bundled.get("components")).set("schemas", bundle.schemas);
            return bundled;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = OpenApi.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("expected " + name + " in the jar, but it is absent");
        }
        return in;
    }

    /** A part of a file, with references to what this document has. */
    private JsonNode bundled(JsonNode node, String file) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(bundled(element, file)));
            return copy;
        } else if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            boolean reference =
                    member.getKey().equals(REFERENCE) && member.getValue().isTextual();
            copy.set(
                    member.getKey(),
                    reference
                            ? TextNode.valueOf(reference(member.getValue().textValue(), file))
                            : bundled(member.getValue(), file));
        });
        return copy;
    }

    private String reference(String target, String file) {
        if (target.startsWith("#") && file.equals(PLACE)) {
            return target;
        }
        URI resolved = URI.create(file).resolve(target);
        String pointer = resolved.getFragment() == null ? "" : resolved.getFragment();
        String name = resolved.getPath()
                        .substring(SCHEMAS.length())
                        .replace(SUFFIX, "")
                        .replace('/', '.')
                + pointer.replace("/$defs/", ".");
        if (!schemas.has(name)) {
            schemas.putObject(name); // for schemas that refer to themselves
            schemas.set(name, schema(resolved.getPath(), pointer));
        }
        return "#/components/schemas/" + name;
    }

    private JsonNode schema(String file, String pointer) {
        try (InputStream in = resource(file)) {
            JsonNode part = bundled(Json.mapper().readTree(in).at(pointer), file);
            ((ObjectNode) part).remove(OF_A_FILE);
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
