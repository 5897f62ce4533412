package io.podium.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {

    private static final Path ROOT = resources();

    @TestFactory
    Stream<DynamicTest> good_examples_pass_their_schema() {
        return schemas().flatMap(schema -> examples(schema, "good").stream()
                .map(example -> DynamicTest.dynamicTest(
                        schema + " " + example,
                        () -> assertThat(JsonSchemas.problems(schema, example)).isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> bad_examples_are_refused_for_the_reason_that_they_show() {
        return schemas().flatMap(schema -> examples(schema, "bad").stream()
                .map(example -> DynamicTest.dynamicTest(
                        schema + " " + example.get("because").asText(),
                        () -> assertThat(JsonSchemas.problems(schema, example.get("value")))
                                .anyMatch(problem -> problem.startsWith(
                                        example.get("because").asText() + ":")))));
    }

    @Test
    void every_schema_has_good_and_bad_examples() {
        assertThat(schemas()).hasSizeGreaterThan(20).allSatisfy(schema -> {
            assertThat(examples(schema, "good")).isNotEmpty();
            assertThat(examples(schema, "bad")).isNotEmpty();
        });
    }

    @Test
    void the_parser_and_the_schema_of_raw_events_agree_on_the_examples() {
        assertThat(examples("records/raw-event", "good"))
                .allSatisfy(good -> assertThat(RawEventParser.parse(good)).isInstanceOf(ParsedEvent.Valid.class));
        assertThat(examples("records/raw-event", "bad"))
                .allSatisfy(bad ->
                        assertThat(RawEventParser.parse(bad.get("value"))).isInstanceOf(ParsedEvent.Invalid.class));
    }

    private static Stream<String> schemas() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("schemas"))) {
            return files
                    .map(file -> ROOT.resolve("schemas").relativize(file).toString())
                    .filter(name -> name.endsWith(".schema.json") && !name.endsWith("common.schema.json"))
                    .map(name -> name.replace(".schema.json", ""))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<JsonNode> examples(String schema, String which) {
        try {
            JsonNode file = Json.mapper()
                    .readTree(ROOT.resolve("examples/" + schema + ".json").toFile());
            List<JsonNode> examples = new ArrayList<>();
            file.get(which).forEach(examples::add);
            return examples;
        } catch (IOException e) {
            throw new IllegalStateException("expected examples of " + schema, e);
        }
    }

    private static Path resources() {
        try {
            return Path.of(JsonSchemas.class.getResource("/podium/schemas").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
