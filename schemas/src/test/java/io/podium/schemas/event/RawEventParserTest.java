package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawEventParserTest {

    @Test
    void the_contracts_example_is_an_event_with_every_member() {
        RawEvent event = valid("""
                {"participant_id": "p_8a3f", "event_type": "purchase_completed",
                 "attributes": {"amount": 1250, "items": ["sku_42", "sku_71"]},
                 "occurred_at": "2026-04-30T10:42:00Z", "idempotency_key": "p_8a3f:order_4271",
                 "source": "checkout-service"}""");
        assertThat(event.participantId()).isEqualTo("p_8a3f");
        assertThat(event.eventType()).isEqualTo("purchase_completed");
        assertThat(event.attributes().get("amount").intValue()).isEqualTo(1250);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:42:00Z"));
        assertThat(event.idempotencyKey()).isEqualTo("p_8a3f:order_4271");
        assertThat(event.source()).isEqualTo("checkout-service");
        assertThat(event.tenantId()).isNull();
    }

    @Test
    void null_members_count_as_absent() {
        RawEvent event = valid("""
                {"participant_id": "p", "event_type": "e", "attributes": null, "occurred_at": null,
                 "idempotency_key": null, "source": null, "tenant_id": null}""");
        assertThat(event.attributes()).isEmpty();
        assertThat(event.occurredAt()).isNull();
        assertThat(event.idempotencyKey()).isNull();
    }

    @Test
    void all_problems_are_reported_at_once() {
        assertThat(problems("""
                        {"participant_id": "", "attributes": [], "occurred_at": "yesterday",
                         "idempotency_key": 7, "source": {}, "tenant_id": "a b"}"""))
                .extracting(Problem::path, Problem::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("participant_id", "empty"),
                        org.assertj.core.groups.Tuple.tuple("event_type", "missing"),
                        org.assertj.core.groups.Tuple.tuple("attributes", "wrong_type"),
                        org.assertj.core.groups.Tuple.tuple("occurred_at", "bad_format"),
                        org.assertj.core.groups.Tuple.tuple("idempotency_key", "wrong_type"),
                        org.assertj.core.groups.Tuple.tuple("source", "wrong_type"),
                        org.assertj.core.groups.Tuple.tuple("tenant_id", "bad_format"));
    }

    @ParameterizedTest
    @CsvSource({
        "participant_id, 255",
        "idempotency_key, 255",
        "event_type, 100",
        "source, 255",
        "tenant_id, 100",
    })
    void a_text_may_be_as_long_as_its_limit_and_no_longer(String member, int limit) {
        ObjectNode event = event();
        event.put(member, "x".repeat(limit));
        assertThat(RawEventParser.parse(event)).isInstanceOf(ParsedEvent.Valid.class);
        event.put(member, "x".repeat(limit + 1));
        assertThat(problems(event.toString())).extracting(Problem::path).contains(member);
    }

    @Test
    void attributes_may_be_64_KiB_and_no_larger() {
        ObjectNode event = event();
        int frame = "{\"a\":\"\"}".length();
        event.putObject("attributes").put("a", "x".repeat(Limits.ATTRIBUTES_BYTES - frame));
        assertThat(RawEventParser.parse(event)).isInstanceOf(ParsedEvent.Valid.class);
        event.putObject("attributes").put("a", "x".repeat(Limits.ATTRIBUTES_BYTES - frame + 1));
        assertThat(problems(event.toString())).extracting(Problem::code).containsExactly("too_large");
    }

    @Test
    void attributes_may_be_16_levels_deep_and_no_deeper() {
        assertThat(RawEventParser.parse(nested(16))).isInstanceOf(ParsedEvent.Valid.class);
        assertThat(problems(new String(nested(17), StandardCharsets.UTF_8)))
                .extracting(Problem::code)
                .containsExactly("too_deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null",
                "7",
                "\"x\"",
                "{]",
                "{\"participant_id\": }",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"attributes\":{\"a\":1,\"a\":2}}",
                "NaN",
                "{'a':1}",
                "{\"a\":01}"
            })
    void what_is_no_json_object_is_refused_with_one_reason(String text) {
        assertThat(problems(text)).hasSize(1).allSatisfy(problem -> {
            assertThat(problem.path()).isEmpty();
            assertThat(problem.message()).startsWith("expected");
        });
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        byte[] bytes = "{\"participant_id\":\"p?\",\"event_type\":\"e\"}".getBytes(StandardCharsets.ISO_8859_1);
        bytes[20] = (byte) 0xff;
        assertThat(RawEventParser.parse(bytes)).isInstanceOf(ParsedEvent.Invalid.class);
    }

    @Test
    void a_record_without_value_is_refused() {
        assertThat(RawEventParser.parse((byte[]) null)).isInstanceOf(ParsedEvent.Invalid.class);
    }

    @Test
    void a_lone_surrogate_is_refused_since_two_keys_could_become_one() {
        assertThat(problems("{\"participant_id\":\"p\",\"event_type\":\"e\",\"idempotency_key\":\"\\ud800\"}"))
                .extracting(Problem::code)
                .containsExactly("invalid_unicode");
    }

    @Test
    void a_deep_or_huge_number_document_is_too_complex_instead_of_a_stack_overflow() {
        assertThat(problems("{\"attributes\":".repeat(5_000)))
                .extracting(Problem::code)
                .containsExactly("too_complex");
        assertThat(problems("{\"attributes\":{\"a\":1" + "0".repeat(5_000) + "}}"))
                .extracting(Problem::code)
                .containsExactly("too_complex");
    }

    @Test
    void numbers_keep_every_digit() {
        RawEvent event = valid(
                "{\"participant_id\":\"p\",\"event_type\":\"e\",\"attributes\":{\"amount\":0.10000000000000000001}}");
        assertThat(event.attributes().get("amount").decimalValue()).isEqualTo("0.10000000000000000001");
    }

    @Test
    void a_member_that_is_not_known_is_a_warning() {
        ParsedEvent.Valid parsed = (ParsedEvent.Valid) RawEventParser.parse(event().put("colour", "red"));
        assertThat(parsed.warnings())
                .extracting(Problem::path, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("colour", "unknown_field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "2026-04-30", "2026-04-30T10:42:00", "1"})
    void an_instant_outside_the_form_or_range_is_refused(String text) {
        assertThat(problems(event().put("occurred_at", text).toString()))
                .extracting(Problem::path)
                .containsExactly("occurred_at");
    }

    private static ObjectNode event() {
        return Json.mapper().createObjectNode().put("participant_id", "p").put("event_type", "e");
    }

    private static byte[] nested(int levels) {
        String attributes = "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
        return ("{\"participant_id\":\"p\",\"event_type\":\"e\",\"attributes\":" + attributes + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static RawEvent valid(String json) {
        ParsedEvent parsed = RawEventParser.parse(json.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).isInstanceOf(ParsedEvent.Valid.class);
        return ((ParsedEvent.Valid) parsed).event();
    }

    private static List<Problem> problems(String json) {
        ParsedEvent parsed = RawEventParser.parse(json.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).isInstanceOf(ParsedEvent.Invalid.class);
        return ((ParsedEvent.Invalid) parsed).problems();
    }
}
