package io.podium.ingest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final EventCatalogue catalogue = new EventCatalogue();

    EventCatalogueTest() {
        publish(RuleKind.EVENT_TYPE, "buy", """
                {"kind": "event_type", "id": "buy", "attributes":
                  {"amount": {"type": "number", "coerce": true}, "data.object.total": "number", "sku": "any",
                   "a.b": "number", "colour": "string"}}""");
    }

    @Test
    void a_value_that_a_rule_can_not_use_is_reported() {
        publish(RuleKind.EARN_RULE, "r", """
                {"event_type": "buy", "grant": {"amount_attribute": "amount", "ratio": 1}}""");
        assertThat(codes("{\"amount\": 1234.5600000000002}")).isEmpty();
        assertThat(codes("{\"amount\": \"403.00\"}")).isEmpty();
        assertThat(codes("{\"amount\": 1e15}")).containsExactly("attributes.amount unusable_value");
        assertThat(codes("{\"amount\": \"abc\"}"))
                .containsExactly("attributes.amount attribute_type", "attributes.amount unusable_value");
        assertThat(codes("{}")).containsExactly("attributes.amount unusable_value");
    }

    @Test
    void a_rule_that_does_not_look_at_the_event_is_not_asked() {
        publish(RuleKind.EARN_RULE, "r", """
                {"event_type": "buy", "match": {"attributes": {"colour": ["red", "green"]}},
                 "grant": {"amount_attribute": "amount", "ratio": 1}}""");
        assertThat(codes("{\"colour\": \"blue\"}")).isEmpty();
        assertThat(codes("{\"colour\": \"red\"}")).containsExactly("attributes.amount unusable_value");
        catalogue.publish(new RuleVersion("t", RuleKind.EARN_RULE, "r", NOW, null));
        assertThat(codes("{\"colour\": \"red\"}")).as("retired").isEmpty();
    }

    @Test
    void objectives_and_scores_are_looked_at_too() {
        publish(RuleKind.CHALLENGE, "c", """
                {"objectives": [{"id": "d", "evaluator": "distinct", "attribute": "sku", "event_type": "buy"},
                                {"id": "n", "evaluator": "count", "event_type": "buy"}]}""");
        assertThat(codes("{\"sku\": [1]}")).containsExactly("attributes.sku unusable_value");
        publish(RuleKind.CONTEST, "k", """
                {"ends_at": "2026-11-26T10:00:01Z", "when": "true",
                 "scoring": {"event_type": "buy", "score_attribute": "data.object.total", "method": "best"}}""");
        assertThat(codes("{\"sku\": 1, \"data\": {\"object\": {\"total\": true}}}"))
                .containsExactly(
                        "attributes.data.object.total attribute_type", "attributes.data.object.total unusable_value");
        assertThat(codes("{\"sku\": 1, \"data\": {\"object\": {\"total\": 7}}}"))
                .isEmpty();
        assertThat(codes("{\"sku\": 1}"))
                .as("what its condition says is not known")
                .isEmpty();
        assertThat(catalogue.warnings(
                        "t", event("{\"sku\": 1, \"data\": {\"object\": {\"total\": []}}}", null), NOW.plusSeconds(1)))
                .as("the contest is over")
                .extracting(Problem::code)
                .containsExactly("attribute_type");
    }

    @Test
    void a_name_with_dots_that_is_there_as_it_is_is_reported() {
        publish(RuleKind.EARN_RULE, "r", """
                {"event_type": "buy", "grant": {"amount_attribute": "a.b", "ratio": 1}}""");
        assertThat(codes("{\"a.b\": 1}")).containsExactly("attributes.a.b dotted_name");
        assertThat(codes("{\"a\": {\"b\": 1}}")).isEmpty();
    }

    @Test
    void a_clock_that_runs_ahead_by_more_than_rules_allow_is_reported_as_such() {
        assertThat(at(NOW.plusSeconds(86_400))).containsExactly("occurred_at_in_future");
        assertThat(at(NOW.plusSeconds(86_401))).containsExactly("occurred_in_future");
        publish(RuleKind.STREAK, "s", """
                {"qualifying_event": "buy", "max_future": "PT1H"}""");
        assertThat(at(NOW.plusSeconds(3_601))).containsExactly("occurred_in_future");
        assertThat(at(NOW)).isEmpty();
    }

    @Test
    void warnings_are_bounded() {
        publish(
                RuleKind.CHALLENGE,
                "c",
                "{\"objectives\": ["
                        + IntStream.range(0, 50)
                                .mapToObj(i -> "{\"id\": \"o" + i + "\", \"evaluator\": \"sum\", \"attribute\": \"x" + i
                                        + "\", \"event_type\": \"buy\"}")
                                .collect(Collectors.joining(","))
                        + "]}");
        assertThat(codes("{}")).hasSize(11).last().isEqualTo("attributes more_warnings");
    }

    private void publish(RuleKind kind, String id, String definition) {
        ObjectNode json = Json.read(definition.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
        catalogue.publish(new RuleVersion("t", kind, id, Instant.EPOCH, json));
    }

    private List<String> at(Instant occurredAt) {
        return catalogue.warnings("t", event("{}", occurredAt), NOW).stream()
                .map(Problem::code)
                .toList();
    }

    private List<String> codes(String attributes) {
        return catalogue.warnings("t", event(attributes, null), NOW).stream()
                .map(problem -> problem.path() + " " + problem.code())
                .toList();
    }

    private static RawEvent event(String attributes, Instant occurredAt) {
        ObjectNode json = Json.read(attributes.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
        return new RawEvent(null, "p", "buy", json, occurredAt, null, null);
    }
}
