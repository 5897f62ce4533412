package io.podium.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocumentsTest {

    private static final String ROOT = "/podium/api/";

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
    void every_reference_leads_somewhere(String document) {
        JsonNode root = read(document);
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
    void asyncapi_tells_of_every_topic() {
        assertThat(read("asyncapi.yaml").get("channels").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        Topics.all().stream().map(Topic::name).toList());
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
