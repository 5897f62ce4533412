package io.podium.schemas.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import org.junit.jupiter.api.Test;

class EventTypeDefinitionTest {

    private static final EventTypeDefinition QUIZ = Json.mapper().convertValue(read("""
                    {"id": "quiz_completed", "attributes": {"quiz_id": "string", "score": "number", "tries": "integer",
                     "passed": "boolean", "answers": "array", "device": "object", "extra": "any"}}"""), EventTypeDefinition.class);

    @Test
    void attributes_as_the_catalogue_says_give_no_warning() {
        assertThat(QUIZ.warningsFor(read("""
                {"quiz_id": "q", "score": 9.5, "tries": 2, "passed": true, "answers": [1], "device": {}, "extra": null}"""))).isEmpty();
    }

    @Test
    void each_attribute_that_differs_is_reported_with_what_was_expected() {
        assertThat(QUIZ.warningsFor(read("""
                {"quiz_id": 1, "score": "100", "tries": 1.5, "passed": "yes", "answers": {}, "device": [], "colour": 1}""")))
                .extracting(Problem::path, Problem::code)
                .containsExactly(
                        tuple("attributes.quiz_id", "attribute_type"),
                        tuple("attributes.score", "attribute_type"),
                        tuple("attributes.tries", "attribute_type"),
                        tuple("attributes.passed", "attribute_type"),
                        tuple("attributes.answers", "attribute_type"),
                        tuple("attributes.device", "attribute_type"),
                        tuple("attributes.colour", "unknown_attribute"));
    }

    private static com.fasterxml.jackson.databind.JsonNode read(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
