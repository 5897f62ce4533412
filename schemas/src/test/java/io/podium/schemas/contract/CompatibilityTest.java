package io.podium.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The outcome topics' schemas against those that consumers were given, in {@code published}. After a change on purpose
 * that this test allows, copy the new schema there; one that it refuses needs a topic of its own.
 */
class CompatibilityTest {

    private static final String POINTS = "points-outcome.schema.json";

    @ParameterizedTest
    @ValueSource(
            strings = {
                POINTS,
                "challenge-outcome.schema.json",
                "streak-outcome.schema.json",
                "badge-outcome.schema.json",
                "tier-outcome.schema.json",
                "profile-outcome.schema.json",
                "contest-outcome.schema.json",
                "contest-standings.schema.json"
            })
    void consumers_of_outcomes_can_go_on_reading_them(String file) {
        assertThat(new Compatibility(CompatibilityTest::published, CompatibilityTest::current).problems(file))
                .isEmpty();
    }

    @Test
    void a_member_that_is_gone_optional_or_of_another_type_breaks_consumers() {
        assertThat(problems(POINTS, schema -> properties(schema).remove("points")))
                .singleElement()
                .asString()
                .contains("points: expected to stay");
        assertThat(problems(POINTS, schema -> schema.withArray("required").remove(0)))
                .singleElement()
                .asString()
                .contains("outcome_id: expected to stay required");
        assertThat(problems(
                        POINTS, schema -> properties(schema).putObject("points").put("type", "number")))
                .anyMatch(problem -> problem.contains("points: expected type"))
                .anyMatch(problem -> problem.contains("points: expected minimum"));
        assertThat(problems("contest-outcome.schema.json", schema -> properties(schema)
                        .putObject("delta")
                        .putArray("type")
                        .add("number")
                        .add("null")))
                .singleElement()
                .asString()
                .contains("delta: expected type to allow no more than [\"number\"]");
    }

    @Test
    void values_bounds_forms_and_alternatives_may_only_become_fewer() {
        Consumer<ObjectNode> state = common -> ((ObjectNode) common.at("/$defs/contestState"))
                .withArray("enum")
                .add("cancelled");
        assertThat(problemsOfShared("contest-standings.schema.json", state)).hasSize(1);
        Consumer<ObjectNode> ids = common -> ((ObjectNode) common.at("/$defs/id255")).put("maxLength", 300);
        assertThat(problemsOfShared(POINTS, ids)).hasSize(1);
        Consumer<ObjectNode> pattern = common -> ((ObjectNode) common.at("/$defs/eventId")).put("pattern", ".*");
        assertThat(problemsOfShared(POINTS, pattern)).hasSize(1);
        Consumer<ObjectNode> prize = common -> ((ObjectNode) common.at("/$defs/prize"))
                .withArray("oneOf")
                .addObject()
                .put("type", "string");
        assertThat(problemsOfShared("contest-standings.schema.json", prize)).hasSize(1);
        assertThat(problems(
                        "contest-standings.schema.json",
                        schema -> ((ObjectNode) properties(schema).get("rows")).put("maxItems", 1_000)))
                .hasSize(1);
    }

    @Test
    void more_members_and_tighter_promises_are_no_news_to_consumers() {
        assertThat(problems(POINTS, schema -> {
                    properties(schema).putObject("currency").put("type", "string");
                    schema.withArray("required").add("currency");
                    properties(schema)
                            .putObject("points")
                            .put("type", "integer")
                            .put("minimum", 1);
                }))
                .isEmpty();
    }

    private static List<String> problems(String file, Consumer<ObjectNode> change) {
        return new Compatibility(CompatibilityTest::published, changed(file, change)).problems(file);
    }

    private static List<String> problemsOfShared(String file, Consumer<ObjectNode> change) {
        return new Compatibility(CompatibilityTest::published, changed("common.schema.json", change)).problems(file);
    }

    private static Function<String, JsonNode> changed(String changedFile, Consumer<ObjectNode> change) {
        return file -> {
            ObjectNode schema = published(file).deepCopy();
            if (file.equals(changedFile)) {
                change.accept(schema);
            }
            return schema;
        };
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static JsonNode published(String file) {
        return read("/published/" + file);
    }

    private static JsonNode current(String file) {
        return read("/podium/schemas/records/" + file);
    }

    private static JsonNode read(String resource) {
        try (InputStream in = CompatibilityTest.class.getResourceAsStream(resource)) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
