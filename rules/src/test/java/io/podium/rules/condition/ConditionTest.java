package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.CelFunctionDecl;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.EventTypeDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static final EventTypeDefinition QUIZ = Json.mapper()
            .convertValue(
                    json(
                            "{\"id\": \"quiz\", \"attributes\": {\"score\": \"number\", \"tries\": \"integer\", \"name\": \"string\","
                                    + " \"tags\": \"array\"}}"),
                    EventTypeDefinition.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attributes.score >= 80|true",
                "attributes.score / 2.0 > 44.0|true",
                "attributes.tries + 1 == 3|true",
                "attributes.name.startsWith('q')|true",
                "attributes.tags.exists(tag, tag == 'b')|true",
                "has(attributes.colour)|false",
                "has(attributes.colour) && attributes.colour == 'red'|false",
                "participant_id == 'p' && event_type == 'quiz' && source == ''|true",
                "occurred_at.getHours('Europe/Berlin') == 12|true",
                "attributes['score'] < 90.5|true",
                "attributes.nested.deep == null|true",
            })
    void a_condition_sees_the_event(String text, boolean holds) {
        assertThat(judge(
                        text,
                        "{\"score\": 90, \"tries\": 2, \"name\": \"q1\", \"tags\": [\"a\", \"b\"],"
                                + " \"nested\": {\"deep\": null}}"))
                .isEqualTo(Judgement.of(holds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attributes.score > 1|{}|when_failed: attribute_not_found",
                "attributes.score|{\"score\": 5}|when_failed: not_boolean",
                "attributes.score > 1|{\"score\": \"high\"}|when_failed: overload_not_found",
                "attributes.tries / 0 > 1|{\"tries\": 1}|when_failed: divide_by_zero",
                "attributes.tries * 1e300 * 1e300 > 1|{\"tries\": 2}|when_failed: numeric_overflow",
                "attributes.tags[2] == 'c'|{\"tags\": [\"a\"]}|when_failed: index_out_of_bounds",
                "attributes.tags[0.5] == 'c'|{\"tags\": [\"a\"]}|when_failed: invalid_argument",
                "int(attributes.name) > 1|{\"name\": \"x\"}|when_failed: invalid_argument",
                "occurred_at.getHours(attributes.name) > 1|{\"name\": \"Nowhere/At all\"}|when_failed: invalid_argument",
                "attributes.name.matches(attributes.name)|{\"name\": \"(\"}|when_failed: invalid_argument",
                "attributes.name.deep == 1|{\"name\": \"x\"}|when_failed: attribute_not_found",
                "{'a': 1, attributes.name: 2}.a == 1|{\"name\": \"a\"}|when_failed: duplicate_key",
                "occurred_at + duration('87600000h') > occurred_at|{}|when_failed: numeric_overflow",
            })
    void what_can_not_be_reported_is_a_failure_in_stable_words(String text, String attributes, String note) {
        assertThat(judge(text, attributes)).isEqualTo(new Judgement.Undecided(note));
    }

    @Test
    void a_condition_ends_whatever_the_event_holds() {
        StringBuilder items = new StringBuilder("0");
        for (int i = 1; i < 500; i++) {
            items.append(',').append(i);
        }
        Judgement judged = judge(
                "attributes.items.all(a, attributes.items.all(b, attributes.items.all(c, a + b + c >= 0)))",
                "{\"items\": [" + items + "]}");
        assertThat(judged).isEqualTo(new Judgement.Undecided("when_failed: budget_exceeded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 +", "undeclared == 1", "'a' == 1", "attributes.score >", "event_type == 5", "x.y()"})
    void what_is_no_condition_is_refused_with_its_place(String text) {
        assertThat(Expressions.problems("when", text)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("when");
            assertThat(problem.code()).isEqualTo("bad_expression");
            assertThat(problem.message()).containsPattern("at \\d+:\\d+ ");
        });
        assertThatThrownBy(() -> Condition.parse(text)).hasMessageStartingWith("expected a CEL expression");
    }

    @Test
    void bytes_are_refused_since_no_event_has_any() {
        assertThat(Expressions.problems("when", "attributes.name == b'abc'"))
                .extracting(Problem::message)
                .containsExactly("expected text, but bytes (b'...') came, which no event has");
    }

    @Test
    void an_expression_may_not_be_endless() {
        assertThat(Expressions.problems("when", "true" + " || true".repeat(300)))
                .isNotEmpty();
        assertThat(Expressions.problems("when", "(".repeat(200) + "true" + ")".repeat(200)))
                .isNotEmpty();
    }

    @Test
    void against_the_catalogue_types_and_names_are_checked() {
        assertThat(Expressions.problems("when", "attributes.score > 5 && attributes.name == 'x'", QUIZ))
                .isEmpty();
        assertThat(Expressions.problems("when", "attributes.name > 5", QUIZ))
                .extracting(Problem::code)
                .containsExactly("bad_expression");
        assertThat(Expressions.problems("when", "attributes.score", QUIZ)).isNotEmpty();
        assertThat(Expressions.problems("when", "has(attributes.score) && attributes.score > 5", QUIZ))
                .isEmpty();
        assertThat(Expressions.attributes("attributes.scoer > 5 || attributes['colour'] == 'x' && attributes.a.b == 1"))
                .containsExactly("scoer", "colour", "a");
    }

    @Test
    void every_function_is_documented() throws IOException {
        String document = Files.readString(Path.of("CONDITIONS.md"));
        assertThat(Environment.functions())
                .extracting(CelFunctionDecl::name)
                .map(name -> name.replaceAll("[_@]", ""))
                .filteredOn(name -> !name.equals("notstrictlyfalse"))
                .allSatisfy(name -> assertThat(document.replace("\\|", "|").replace(" ", ""))
                        .containsPattern("(`|>)?" + Pattern.quote(name) + "`|`" + Pattern.quote(name)));
    }

    private static Judgement judge(String text, String attributes) {
        AcceptedEvent event = new AcceptedEvent(
                "evt_1",
                "t",
                "p",
                "quiz",
                json(attributes),
                Instant.parse("2026-04-30T10:42:00Z"),
                null,
                null,
                null,
                false);
        return Condition.parse(text).judge(EventVariables.of(event));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
