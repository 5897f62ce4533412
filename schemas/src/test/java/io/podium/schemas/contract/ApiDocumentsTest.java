package io.podium.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podium.schemas.topic.AsyncApi;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiDocumentsTest {

    private static final String ROOT = "/podium/api/";

    @Test
    void every_reference_of_openapi_leads_somewhere() {
        JsonNode root = read("openapi.yaml");
        assertThat(references(root)).hasSizeGreaterThan(10).allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(root.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                String path = URI.create(ROOT).resolve(reference).getPath();
                assertThat(ApiDocumentsTest.class.getResource(path)).as(path).isNotNull();
            }
        });
    }

    @Test
    void asyncapi_reports_of_every_topic_and_needs_no_other_file() {
        JsonNode document = AsyncApi.document();
        assertThat(document.get("channels").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        Topics.all().stream().map(Topic::name).toList());
        assertThat(references(document)).hasSizeGreaterThan(50).allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    /** The bundled schemas are the published ones: they take and refuse the same examples. */
    @Test
    void asyncapi_schemas_take_the_good_examples_and_refuse_the_bad_ones() {
        for (Topic<?, ?> topic : Topics.all()) {
            String name = topic.contents().schema();
            ObjectNode schema = AsyncApi.document().put("$ref", "#/components/schemas/" + name);
            for (JsonNode good : ExamplesTest.examples("records/" + name, "good")) {
                assertThat(JsonSchemas.problems(schema, good))
                        .as(good.toString())
                        .isEmpty();
            }
            for (JsonNode bad : ExamplesTest.examples("records/" + name, "bad")) {
                assertThat(JsonSchemas.problems(schema, bad.get("value")))
                        .as(bad.toString())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void every_operation_of_openapi_has_an_id_and_answers() {
        read("openapi.yaml")
                .get("paths")
                .forEach(path -> path.forEach(operation -> {
                    assertThat(operation.get("operationId").asText()).isNotEmpty();
                    assertThat(operation.get("responses").size()).isPositive();
                }));
    }

    private static List<String> references(JsonNode node) {
        List<String> references = new ArrayList<>();
        node.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        return references;
    }

    private static JsonNode read(String document) {
        try (InputStream in = ApiDocumentsTest.class.getResourceAsStream(ROOT + document)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
