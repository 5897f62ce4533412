package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminEndpointsTest {

    private static final String BADGES = "/api/v1/admin/badges";
    private static final String BADGE = "{\"id\": \"b\", \"label\": \"B\"}";

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_definition_is_created_shown_changed_and_retired_with_all_its_versions() {
        Reply created = front.post(BADGES, BADGE);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("effective_from")).isEqualTo(Front.NOW.toString());
        Reply changed = front.post(
                BADGES,
                "{\"kind\": \"badge\", \"id\": \"b\", \"label\": \"C\", \"effective_from\": "
                        + "\"2026-06-01T02:00:00+02:00\"}");
        assertThat(changed.text("effective_from")).isEqualTo("2026-06-01T00:00:00Z");
        Reply shown = front.get(BADGES + "/b");
        assertThat(shown.text("in_force")).isEqualTo(Front.NOW.toString());
        assertThat(shown.body().at("/versions/0/definition/label").asText()).isEqualTo("B");
        assertThat(shown.body().at("/versions/1/definition/label").asText()).isEqualTo("C");
        assertThat(shown.body().at("/versions/1/definition").has("effective_from"))
                .isFalse();
        assertThat(front.get(BADGES).body().at("/rules/0/id").asText()).isEqualTo("b");
        Reply retired = front.send("DELETE", BADGES + "/b", BodyPublishers.noBody());
        assertThat(retired.status()).isEqualTo(200);
        assertThat(retired.body().get("retired").asBoolean()).isTrue();
        assertThat(front.get(BADGES + "/b").body().get("in_force").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-types", "earn-rules", "tiers", "badges", "streaks", "challenges", "contests"})
    void every_kind_has_its_collection(String collection) {
        assertThat(front.get("/api/v1/admin/" + collection).status()).isEqualTo(200);
    }

    @Test
    void what_is_doubtful_is_published_with_warnings() {
        Reply published = front.post(BADGES, "{\"id\": \"doubtful\", \"label\": \"B\"}");
        assertThat(published.status()).isEqualTo(201);
        assertThat(published.body().at("/warnings/0/code").asText()).isEqualTo("doubtful");
        assertThat(front.post(BADGES, BADGE).body().has("warnings")).isFalse();
    }

    @Test
    void all_problems_of_a_bad_definition_are_reported_at_once() {
        Reply refused = front.post(BADGES, "{\"id\": \"bad\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.codes()).containsExactly("required", "bad_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "null",
                "7",
                "{\"id\": \"b\", \"label\": 1e2147483648}",
                "{\"kind\": \"contest\", \"id\": \"b\"}",
                "{\"id\": \"b\", \"effective_from\": \"tomorrow\"}"
            })
    void what_is_no_definition_of_the_collection_is_refused(String body) {
        Reply refused = front.post(BADGES, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.codes()).hasSize(1);
    }

    @Test
    void unknown_collections_ids_and_methods_are_reported() {
        assertThat(front.get("/api/v1/admin/medals").status()).isEqualTo(404);
        assertThat(front.get(BADGES + "/none").status()).isEqualTo(404);
        assertThat(front.send("DELETE", BADGES + "/none", BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
        Reply put = front.send("PUT", BADGES, BodyPublishers.ofString(BADGE));
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
        assertThat(front.send("POST", BADGES + "/b", BodyPublishers.ofString(BADGE))
                        .header("Allow"))
                .isEqualTo("GET, HEAD, DELETE, OPTIONS");
    }

    @Test
    void keys_of_participants_may_neither_read_nor_write_rules() {
        front.header("Authorization", "Bearer " + Front.PART);
        assertThat(front.get(BADGES).status()).isEqualTo(403);
        assertThat(front.post(BADGES, BADGE).status()).isEqualTo(403);
        assertThat(front.send("DELETE", BADGES + "/b", BodyPublishers.noBody()).status())
                .isEqualTo(403);
    }

    @Test
    void when_kafka_does_not_take_the_version_the_answer_says_to_retry() {
        front.administration.down = true;
        Reply reply = front.post(BADGES, BADGE);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }
}
