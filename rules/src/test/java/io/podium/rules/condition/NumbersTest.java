package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.EventTypeDefinition;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are one kind: what a condition says does not depend on how a number was written or typed. */
class NumbersTest {

    private static final String[] TYPES = {"number", "integer", "any"};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributes.n == 2",
                "attributes.n == 2.0",
                "attributes.n == 2u",
                "attributes.n + 1 == 3.0 && 1.0 + attributes.n == 3",
                "attributes.n / 4 == 0.5 && attributes.n % 2 == 0",
                "attributes.n * 0.1 + 0.1 == 0.3",
                "attributes.n > 1 && attributes.n > 1.5 && 1.5 < attributes.n",
                "attributes.n in [1, 2, 3] && attributes.n in [1.0, 2.0]",
                "[attributes.n, 1] == [2.0, 1.0]",
                "{2: 'two'}[attributes.n] == 'two' && {2.0: 'two'}[attributes.n] == 'two'",
                "['a', 'b', 'c'][attributes.n] == 'c'",
                "double(attributes.n) == 2 && int(attributes.n) == 2.0 && uint(attributes.n) == 2",
                "type(attributes.n) == int && type(attributes.n) == double",
                "string(attributes.n) == '2'",
                "size('ab') == attributes.n && size('ab') == 2.0",
                "-attributes.n == -2 && attributes.n - 3 == -1.0",
                "has(attributes.n) && attributes['n'] == 2 && 'n' in attributes",
                "!has(attributes.absent)",
                "[1, 2, 2.0].filter(x, x == attributes.n) == [2, 2]",
                "[2, 3].exists_one(x, x == attributes.n)",
                "attributes.n > 1 ? true : false",
                "timestamp(attributes.n) == timestamp('1970-01-01T00:00:02Z')",
            })
    void the_form_and_the_type_make_no_difference(String text) throws JsonProcessingException {
        for (String type : TYPES) {
            EventTypeDefinition catalogue = Json.mapper()
                    .readValue(
                            "{\"id\": \"e\", \"attributes\": {\"n\": \"" + type + "\", \"absent\": \"string\"}}",
                            EventTypeDefinition.class);
            assertThat(Expressions.problems("when", text, catalogue)).as(type).isEmpty();
        }
        assertThat(Expressions.problems("when", text)).isEmpty();
        for (String form : new String[] {"2", "2.0", "2.000", "0.2e1", "200e-2"}) {
            assertThat(judge(text, "{\"n\": " + form + "}")).as(form).isEqualTo(new Judgement.Holds());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.2, 0.3",
        "9007199254740993, 0, 9007199254740993",
        "9223372036854775807, 1, 9223372036854775808",
        "1234.5600000000002, 0, 1234.5600000000002",
    })
    void sums_are_exact(String one, String other, String sum) {
        String attributes = "{\"a\": " + one + ", \"b\": " + other + ", \"c\": " + sum + "}";
        assertThat(judge("attributes.a + attributes.b == attributes.c", attributes))
                .isEqualTo(new Judgement.Holds());
        assertThat(judge("attributes.a + attributes.b == attributes.c + 1", attributes))
                .isEqualTo(new Judgement.DoesNotHold());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e308", "-1e308", "1e-308", "123456789012345678901234567890123456789012345678901234567890"})
    void numbers_of_any_size_that_an_event_may_have_can_be_compared(String number) {
        assertThat(judge("attributes.n == attributes.n && attributes.n < 1e308 * 2", "{\"n\": " + number + "}"))
                .isEqualTo(new Judgement.Holds());
    }

    private static Judgement judge(String text, String attributes) {
        try {
            AcceptedEvent event = new AcceptedEvent(
                    "evt_1",
                    "t",
                    "p",
                    "e",
                    (ObjectNode) Json.mapper().readTree(attributes),
                    Instant.parse("2026-04-30T10:42:00Z"),
                    null,
                    null,
                    null,
                    false);
            return Condition.parse(text).judge(EventVariables.of(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
