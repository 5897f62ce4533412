package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that a participant's device sends by a token, and what it is answered. */
class DeviceEventsTest {

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    private String mint(String body) {
        front.header("X-Bricqs-Tenant", Front.TENANT).header("Authorization", "Bearer " + Front.ADMIN);
        return front.post("/api/v1/auth/participant-token", body).text("token");
    }

    /** From now on this token asks. */
    private void as(String token) {
        front.header("Authorization", "Bearer " + token).header("X-Bricqs-Tenant", null);
    }

    private void clientType(String id, boolean client) {
        ObjectNode definition =
                Json.mapper().createObjectNode().put("kind", "event_type").put("id", id);
        front.catalogue.publish(new RuleVersion(
                Front.TENANT, RuleKind.EVENT_TYPE, id, Instant.EPOCH, definition.put("client", client)));
    }

    @Test
    void reading_takes_the_scope_read_and_sending_the_scope_events() {
        String event = "{\"participant_id\": \"ann\", \"event_type\": \"page_seen\"}";
        clientType("page_seen", true);
        as(mint("{\"participant_id\": \"ann\"}"));
        assertThat(front.post(Front.SINGLE, event).text("error")).isEqualTo("wrong_scope");
        as(mint("{\"participant_id\": \"ann\", \"scopes\": [\"events\"]}"));
        assertThat(front.get("/api/v1/gamify/state/ann").text("error")).isEqualTo("wrong_scope");
        assertThat(front.post(Front.SINGLE, event).status()).isEqualTo(202);
        assertThat(front.post(Front.SYNC, event).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"participant_id": "bob", "event_type": "page_seen"}                     | wrong_participant
            {"participant_id": "ann", "event_type": "quiz_completed"}                | event_type_not_allowed
            {"participant_id": "ann", "event_type": "server_only"}                   | event_type_not_allowed
            {"participant_id": "ann", "event_type": "nobody_knows"}                  | event_type_not_allowed
            {"participant_id": "ann", "event_type": "page_seen", "reverses": "k1"}   | reversal_not_allowed
            """)
    void events_are_refused_that_a_client_may_not_send(String event, String error) {
        clientType("page_seen", true);
        clientType("server_only", false);
        as(mint("{\"participant_id\": \"ann\", \"scopes\": [\"events\"]}"));
        for (String path : List.of(Front.SINGLE, Front.SYNC)) {
            Reply reply = front.post(path, event);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text("error")).isEqualTo(error);
        }
        assertThat(front.engine.log).isEmpty();
    }

    @Test
    void what_a_device_sends_is_of_the_last_hour_and_says_where_it_comes_from() {
        clientType("page_seen", true);
        as(mint("{\"participant_id\": \"ann\", \"scopes\": [\"events\"]}"));
        String event = "{\"participant_id\": \"ann\", \"event_type\": \"page_seen\", \"source\": \"server\","
                + " \"occurred_at\": \"%s\"}";
        assertThat(front.post(Front.SINGLE, event.formatted(Front.NOW.minusSeconds(3_600)))
                        .status())
                .isEqualTo(202);
        assertThat(front.engine.log.get(0).event().source()).isEqualTo("client");
        Reply old = front.post(Front.SINGLE, event.formatted(Front.NOW.minusSeconds(3_601)));
        assertThat(old.status()).isEqualTo(400);
        assertThat(old.text("error")).isEqualTo("occurred_too_long_ago");
    }

    @Test
    void the_keys_of_a_client_are_its_participants_own() {
        clientType("page_seen", true);
        String event = "{\"participant_id\": \"%s\", \"event_type\": \"page_seen\", \"idempotency_key\": \"k\"}";
        String ann = mint("{\"participant_id\": \"ann\", \"scopes\": [\"events\"]}");
        String bob = mint("{\"participant_id\": \"bob\", \"scopes\": [\"events\"]}");
        Reply server = front.post(Front.SYNC, event.formatted("bob"));
        as(ann);
        Reply first = front.post(Front.SYNC, event.formatted("ann"));
        Reply again = front.post(Front.SYNC, event.formatted("ann"));
        as(bob);
        Reply other = front.post(Front.SYNC, event.formatted("bob"));
        assertThat(List.of(server, first, other))
                .allSatisfy(reply ->
                        assertThat(reply.body().get("duplicate").asBoolean()).isFalse());
        assertThat(again.body().get("duplicate").asBoolean()).isTrue();
        assertThat(again.text("event_id")).isEqualTo(first.text("event_id"));
    }

    @Test
    void results_of_an_event_are_shown_to_its_own_participant() {
        clientType("page_seen", true);
        String ann = mint("{\"participant_id\": \"ann\", \"scopes\": [\"events\", \"read\"]}");
        String bob = mint("{\"participant_id\": \"bob\"}");
        as(ann);
        String eventId = front.post(Front.SYNC, "{\"participant_id\": \"ann\", \"event_type\": \"page_seen\"}")
                .text("event_id");
        String results = Front.SINGLE + "/" + eventId + "/results";
        assertThat(front.get(results).status()).isEqualTo(200);
        as(bob);
        Reply foreign = front.get(results);
        front.engine.resultsPending = true;
        Reply unknown = front.get(results);
        assertThat(foreign.status()).isEqualTo(unknown.status()).isEqualTo(202);
        assertThat(foreign.body()).as("as one that there is not").isEqualTo(unknown.body());
    }
}
