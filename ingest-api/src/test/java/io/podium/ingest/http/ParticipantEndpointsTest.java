package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParticipantEndpointsTest {

    private static final String ADA = "/api/v1/gamify/participants/ada";
    private static final String PROFILE = """
            {"display_name": "Ada", "avatar_url": "https://example.org/a.png", "timezone": "Europe/Berlin",
             "day_starts_at": "04:00", "attributes": {"plan": "pro", "age": 36, "beta": true},
             "hidden": false, "teams": ["red", "blue"]}""";

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_profile_is_set_as_a_whole_and_read_back() {
        Reply set = front.put(ADA, PROFILE);
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text("participant_id")).isEqualTo("ada");
        assertThat(set.json().get("duplicate").asBoolean()).isFalse();
        Reply read = front.get(ADA);
        assertThat(read.json().at("/profile/display_name").asText()).isEqualTo("Ada");
        assertThat(read.json().at("/profile/day_starts_at").asText()).isEqualTo("04:00");
        assertThat(read.json().at("/profile/attributes/age").asInt()).isEqualTo(36);
        assertThat(read.json().at("/profile/teams/1").asText()).isEqualTo("blue");

        assertThat(front.put(ADA, "{\"display_name\": null}").status()).isEqualTo(200);
        assertThat(front.get(ADA).json().get("profile"))
                .hasToString("{\"attributes\":{},\"hidden\":false,\"teams\":[]}");
    }

    @Test
    void a_key_makes_a_retry_safe_also_after_a_later_change() {
        String keyed = "{\"display_name\": \"A\", \"idempotency_key\": \"k1\"}";
        Reply first = front.put(ADA, keyed);
        front.put(ADA, "{\"display_name\": \"B\"}");
        Reply again = front.put(ADA, keyed);
        assertThat(again.json().get("duplicate").asBoolean()).isTrue();
        assertThat(again.text("event_id")).isEqualTo(first.text("event_id"));
        assertThat(front.get(ADA).json().at("/profile/display_name").asText()).isEqualTo("B");
        assertThat(front.put(ADA.replace("ada", "eve"), keyed).status()).isEqualTo(409);
    }

    @Test
    void an_erasure_is_taken_once_and_the_profile_is_gone() {
        front.put(ADA, PROFILE);
        String body = "{\"reason\": \"asked for\", \"block\": true, \"idempotency_key\": \"e1\"}";
        Reply erased = front.delete(ADA, body);
        assertThat(erased.status()).isEqualTo(202);
        assertThat(erased.json().get("duplicate").asBoolean()).isFalse();
        assertThat(front.get(ADA).json().get("profile").has("display_name")).isFalse();
        Reply again = front.delete(ADA, body);
        assertThat(again.json().get("duplicate").asBoolean()).isTrue();
        assertThat(again.text("erasure_id")).isEqualTo(erased.text("erasure_id"));
        assertThat(front.delete(ADA.replace("ada", "eve"), body).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"idempotency_key": "k"}                                    | reason          | missing
            {"reason": "r"}                                             | idempotency_key | missing
            {"reason": "r", "idempotency_key": "k", "block": "yes"}     | block           | wrong_type
            {"reason": "r", "idempotency_key": "k", "forever": true}    | forever         | unknown_field
            """)
    void an_erasure_that_is_not_clear_is_refused(String body, String path, String code) {
        Reply reply = front.delete(ADA, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/details/0/path").asText()).isEqualTo(path);
        assertThat(reply.json().at("/details/0/code").asText()).isEqualTo(code);
    }

    @Test
    void of_whom_nothing_is_known_has_an_empty_profile() {
        assertThat(front.get(ADA).status()).isEqualTo(200);
        assertThat(front.get(ADA).json().get("profile").has("timezone")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"displayname": "A"}                 | displayname       | unknown_field
            {"display_name": 7}                  | display_name      | wrong_type
            {"display_name": ""}                 | display_name      | empty
            {"avatar_url": "javascript:alert(1)"} | avatar_url | bad_format
            {"timezone": "Berlin"}               | timezone          | unknown_timezone
            {"timezone": "+02:00"}               | timezone          | unknown_timezone
            {"timezone": "participant"}          | timezone          | unknown_timezone
            {"day_starts_at": "06:01"}           | day_starts_at     | out_of_range
            {"day_starts_at": "4:00"}            | day_starts_at     | out_of_range
            {"attributes": []}                   | attributes        | wrong_type
            {"attributes": {"a": [1]}}           | attributes.a      | not_scalar
            {"attributes": {"a": null}}          | attributes.a      | not_scalar
            {"attributes": {"": 1}}              | attributes        | bad_name
            {"attributes": {"a": 1e999}}         | attributes.a      | out_of_range
            {"attributes": {"a": "\\ud800"}}     | attributes.a      | invalid_unicode
            {"hidden": "no"}                     | hidden            | wrong_type
            {"teams": "red"}                     | teams             | wrong_type
            {"teams": ["a","b","c","d","e","f"]} | teams             | too_many
            {"teams": ["a","a"]}                 | teams[1]          | bad_name
            {"command": {}}                      | command           | unknown_field
            """)
    void what_is_wrong_is_refused_and_says_where(String body, String path, String code) {
        Reply refused = front.put(ADA, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error")).isEqualTo("invalid_command");
        assertThat(refused.json().at("/details/0/path").asText()).isEqualTo(path);
        assertThat(refused.json().at("/details/0/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0e-400", "0e500", "1e308", "-1e-308", "123456789012345678901234567890"})
    void numbers_have_the_bounds_of_events(String number) {
        assertThat(front.put(ADA, "{\"attributes\": {\"a\": " + number + "}}").status())
                .isEqualTo(200);
    }

    @Test
    void a_profile_has_a_bound() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            attributes.append(i == 0 ? "" : ",").append("\"a" + i + "\": \"" + "x".repeat(200) + "\"");
        }
        Reply refused = front.put(ADA, "{\"attributes\": {" + attributes + "}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/details/0/code").asText()).isEqualTo("too_large");
        assertThat(front.put(ADA, "{\"attributes\": {" + attributes + ", \"more\": 1}}")
                        .json()
                        .at("/details/0/code")
                        .asText())
                .isEqualTo("too_many");
    }

    @Test
    void a_pause_needs_a_key_a_reason_and_days_in_their_order() {
        Reply paused = front.post(
                ADA + "/pauses",
                "{\"from\": \"2026-05-01\", \"to\": \"2026-05-14\", \"reason\": \"holiday\", \"idempotency_key\": \"h1\"}");
        assertThat(paused.status()).isEqualTo(200);
        Reply refused = front.post(ADA + "/pauses", "{\"from\": \"2026-05-14\", \"to\": \"2026-05-01\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().findValuesAsText("path"))
                .containsExactlyInAnyOrder("to", "reason", "idempotency_key");
        Reply endless = front.post(
                ADA + "/pauses",
                "{\"from\": \"2026-05-01\", \"to\": \"9999-05-01\", \"reason\": \"r\", \"idempotency_key\": \"h2\"}");
        assertThat(endless.text("message")).contains("1 problem");
        assertThat(endless.json().at("/details/0/code").asText()).isEqualTo("out_of_range");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            freezes       | {"count": 2, "price": 50, "reason": "r", "idempotency_key": "k"} | 200 |
            freezes       | {"count": 2, "reason": "r", "idempotency_key": "k"}              | 200 |
            freezes       | {"count": 367, "reason": "r", "idempotency_key": "k"}            | 400 | count
            freezes       | {"count": 1.5, "reason": "r", "idempotency_key": "k"}            | 400 | count
            freezes       | {"count": 1, "price": 0, "reason": "r", "idempotency_key": "k"}  | 400 | price
            freezes       | {"count": 1, "reason": "r"}                                      | 400 | idempotency_key
            freezes/spend | {"date": "2026-05-02", "idempotency_key": "k"}                   | 200 |
            freezes/spend | {"date": "2026-02-30", "idempotency_key": "k"}                   | 400 | date
            freezes/spend | {"date": "2024-05-02", "idempotency_key": "k"}                   | 400 | date
            restore       | {"from": "2026-05-02", "to": "2026-05-03", "reason": "r", "idempotency_key": "k"} | 200 |
            restore       | {"from": "2026-05-02", "to": "2027-05-03", "reason": "r", "idempotency_key": "k"} | 400 | to
            """)
    void freezes_and_repairs_are_checked_before_they_are_ordered(String what, String body, int status, String path) {
        Reply reply = front.post(ADA + "/streaks/daily/" + what, body);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().at("/details/0/path").asText()).isEqualTo(path == null ? "" : path);
    }
}
