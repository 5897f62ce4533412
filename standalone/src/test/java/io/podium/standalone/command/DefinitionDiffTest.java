package io.podium.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DefinitionDiffTest {

    @Test
    void each_place_that_differs_is_a_line() {
        assertThat(DefinitionDiff.lines(
                        json("{\"id\":\"a\",\"grant\":{\"amount\":5},\"tiers\":[1,2],\"gone\":true}"),
                        json("{\"id\":\"a\",\"grant\":{\"amount\":7},\"tiers\":[1,3,4],\"new\":{}}")))
                .containsExactly(
                        "grant.amount: 5 -> 7",
                        "tiers[1]: 2 -> 3",
                        "tiers[2]: (none) -> 4",
                        "gone: true -> (none)",
                        "new: (none) -> {}");
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
