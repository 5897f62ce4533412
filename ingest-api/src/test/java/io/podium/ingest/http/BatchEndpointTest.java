package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.http.Front.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchEndpointTest {

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void each_event_has_its_row_in_order_and_repeats_within_the_batch_are_duplicates() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(event(i % 487));
        }
        Reply reply = front.post(Front.BATCH, batch(events));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("accepted").asInt()).isEqualTo(487);
        assertThat(reply.body().get("duplicates").asInt()).isEqualTo(13);
        assertThat(reply.body().get("rejected").asInt()).isZero();
        JsonNode rows = reply.body().get("results");
        for (int i = 0; i < 500; i++) {
            JsonNode row = rows.get(i);
            assertThat(row.get("idempotency_key").asText()).isEqualTo("p:l_" + i % 487);
            assertThat(row.get("duplicate").asBoolean()).isEqualTo(i >= 487);
            assertThat(row.get("event_id").isNull()).isEqualTo(i >= 487);
            if (i >= 487) {
                assertThat(row.get("original_event_id"))
                        .isEqualTo(rows.get(i - 487).get("event_id"));
            }
        }
    }

    @Test
    void a_wrong_event_is_rejected_in_its_row_and_keeps_no_other_out() {
        Reply reply = front.post(Front.BATCH, batch(List.of(event(1), "{\"idempotency_key\": \"k\"}", "7", event(2))));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("accepted").asInt()).isEqualTo(2);
        assertThat(reply.body().get("rejected").asInt()).isEqualTo(2);
        JsonNode wrong = reply.body().get("results").get(1);
        assertThat(wrong.get("error").asText()).isEqualTo("invalid_event");
        assertThat(wrong.get("idempotency_key").asText()).isEqualTo("k");
        assertThat(wrong.get("details").findValuesAsText("path")).containsExactly("participant_id", "event_type");
        assertThat(front.engine.log).hasSize(2);
    }

    @Test
    void warnings_stand_in_the_row() {
        Reply reply =
                front.post(Front.BATCH, batch(List.of("{\"participant_id\": \"p\", \"event_type\": \"new_thing\"}")));
        assertThat(reply.body().at("/results/0/warnings/0/code").asText()).isEqualTo("unknown_event_type");
        assertThat(reply.body().at("/results/0/idempotency_key").isNull()).isTrue();
    }

    @Test
    void no_events_too_many_and_all_rejected_are_400_with_every_problem() {
        assertThat(front.post(Front.BATCH, "{}").codes()).containsExactly("wrong_type");
        assertThat(front.post(Front.BATCH, "[]").codes()).containsExactly("wrong_type");
        assertThat(front.post(Front.BATCH, "{\"events\": {}}").codes()).containsExactly("wrong_type");
        assertThat(front.post(Front.BATCH, batch(List.of())).codes()).containsExactly("no_events");
        assertThat(front.post(Front.BATCH, batch(List.of("{}", "{\"participant_id\": \"p\"}"))))
                .satisfies(reply -> {
                    assertThat(reply.status()).isEqualTo(400);
                    assertThat(reply.body().get("details").findValuesAsText("path"))
                            .containsExactly(
                                    "events[0].participant_id", "events[0].event_type", "events[1].event_type");
                });
        List<String> tooMany = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            tooMany.add(event(i));
        }
        assertThat(front.post(Front.BATCH, batch(tooMany)).codes()).containsExactly("too_many_events");
        assertThat(front.engine.log).isEmpty();
    }

    @Test
    void a_batch_that_the_log_can_not_take_is_503() {
        front.engine.logDown = true;
        Reply reply = front.post(Front.BATCH, batch(List.of(event(1), event(2))));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void a_batch_of_fifteen_mebibytes_passes() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            events.add("{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\", \"attributes\": {\"a\": \""
                    + "x".repeat(60_000) + "\"}}");
        }
        assertThat(front.post(Front.BATCH, batch(events)).body().get("accepted").asInt())
                .isEqualTo(250);
    }

    private static String event(int i) {
        return "{\"participant_id\": \"p\", \"event_type\": \"lesson_completed\", \"attributes\": {\"lesson_id\": \"l_"
                + i + "\"}, \"idempotency_key\": \"p:l_" + i + "\"}";
    }

    private static String batch(List<String> events) {
        return "{\"events\": [" + String.join(",", events) + "]}";
    }
}
