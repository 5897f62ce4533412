package io.podium.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The published JSON Schemas, to hold what the system writes against what it promises. */
public final class JsonSchemas {

    private static final String IDS = "https://podium.dev/schemas/";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaIdResolvers(
                            resolvers -> resolvers.mapPrefix(IDS, "classpath:podium/schemas/"))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .pathType(PathType.JSON_PATH)
                            .build()));
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private JsonSchemas() {}

    /**
     * What is wrong with a document, each as {@code path keyword: message}; empty when it is good.
     *
     * @param schema as group and name, for example {@code records/raw-event}
     */
    public static List<String> problems(String schema, JsonNode document) {
        return LOADED
                .computeIfAbsent(schema, name -> REGISTRY.getSchema(SchemaLocation.of(IDS + name + ".schema.json")))
                .validate(document)
                .stream()
                .map(JsonSchemas::text)
                .toList();
    }

    /** The same by a schema that is no published file. */
    public static List<String> problems(JsonNode schema, JsonNode document) {
        return REGISTRY.getSchema(schema).validate(document).stream()
                .map(JsonSchemas::text)
                .toList();
    }

    private static String text(Error error) {
        String path = error.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        if (error.getProperty() != null) {
            path = path.isEmpty() ? error.getProperty() : path + "." + error.getProperty();
        }
        return (path + " " + error.getKeyword()).trim() + ": " + error.getMessage();
    }
}
