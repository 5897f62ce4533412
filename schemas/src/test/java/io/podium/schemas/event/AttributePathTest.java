package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributePathTest {

    private static final String ATTRIBUTES = """
            { "a": 1, "b": { "c": 2, "d.e": 3, "list": [ { "x": 9 } ], "text": "t", "none": null },
              "b.c": 4, "g": { "h": { "i": 5 } }, "": 6, "k.": 7, "m": { "": 8 } }""";

    private final ObjectNode attributes = json(ATTRIBUTES);

    @ParameterizedTest
    @CsvSource({
        "a, 1",
        "b.c, 4",
        "b.d.e, 3",
        "g.h.i, 5",
        "'', 6",
        "k., 7",
        "m., 8",
        "b.none, null",
        "b.text, \"t\"",
    })
    void a_name_leads_into_objects_and_a_literal_name_wins_on_each_level(String name, String value) {
        assertThat(AttributePath.find(attributes, name)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z",
                "a.b",
                "b.z",
                "b.c.d",
                "b.list.0",
                "b.list.x",
                "b.text.t",
                "b.none.x",
                ".",
                "g.h.i.j",
                "g..h"
            })
    void what_is_not_there_is_not_found_and_not_replaced(String name) {
        assertThat(AttributePath.find(attributes, name)).isNull();
        AttributePath.replace(attributes, name, IntNode.valueOf(100));
        assertThat(attributes).isEqualTo(json(ATTRIBUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b.c", "b.d.e", "g.h.i", "", "k.", "m.", "b.none"})
    void what_is_found_is_replaced_in_its_place_and_nothing_else(String name) {
        String before = AttributePath.find(attributes, name).toString();
        AttributePath.replace(attributes, name, IntNode.valueOf(100));
        assertThat(AttributePath.find(attributes, name)).isEqualTo(IntNode.valueOf(100));
        assertThat(attributes.toString().replace("100", before))
                .isEqualTo(json(ATTRIBUTES).toString());
    }

    @Test
    void only_a_dotted_name_that_is_there_as_it_is_can_be_mistaken_for_a_path() {
        assertThat(AttributePath.isLiteralWithDots(attributes, "b.c")).isTrue();
        assertThat(AttributePath.isLiteralWithDots(attributes, "g.h")).isFalse();
        assertThat(AttributePath.isLiteralWithDots(attributes, "a")).isFalse();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
