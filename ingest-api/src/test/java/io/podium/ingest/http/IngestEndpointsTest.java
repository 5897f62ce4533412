package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.event.EventId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestEndpointsTest {

    private static final String QUIZ = """
            {"participant_id": "p_8a3f", "event_type": "quiz_completed",
             "attributes": {"quiz_id": "q_fit_basics", "score": 100},
             "idempotency_key": "p_8a3f:q_fit_basics:2026-04-30"}""";

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void a_new_event_is_answered_202_and_a_repeat_200_with_the_id_of_the_first() {
        Reply first = front.post(Front.SINGLE, QUIZ);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body().get("duplicate").asBoolean()).isFalse();
        assertThat(EventId.isValid(first.text("event_id"))).isTrue();
        assertThat(first.body().has("warnings")).isFalse();
        Reply repeat = front.post(Front.SINGLE, QUIZ.replace("100", "90"));
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body().get("duplicate").asBoolean()).isTrue();
        assertThat(repeat.text("event_id")).isEqualTo(first.text("event_id"));
    }

    @Test
    void without_a_key_nothing_is_a_duplicate() {
        String event = "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\"}";
        assertThat(front.post(Front.SINGLE, event).status()).isEqualTo(202);
        assertThat(front.post(Front.SINGLE, event).status()).isEqualTo(202);
    }

    @Test
    void the_header_idempotency_key_works_as_the_member() {
        String event = "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\"}";
        front.header("Idempotency-Key", "k1");
        assertThat(front.post(Front.SINGLE, event).status()).isEqualTo(202);
        assertThat(front.post(Front.SYNC, event).body().get("duplicate").asBoolean())
                .isTrue();
        assertThat(front.engine.log.get(0).event().idempotencyKey()).isEqualTo("k1");
        Reply conflict = front.post(Front.SINGLE, QUIZ);
        assertThat(conflict.status()).isEqualTo(400);
        assertThat(conflict.codes()).containsExactly("conflict");
        front.header("Idempotency-Key", "x".repeat(256));
        assertThat(front.post(Front.SINGLE, event).codes()).containsExactly("bad_format");
    }

    @Test
    void what_the_catalogue_does_not_know_is_a_warning_and_never_a_refusal() {
        Reply reply = front.post(Front.SINGLE, """
                {"participant_id": "p", "event_type": "quiz_completed", "colour": 1,
                 "occurred_at": "2026-04-30T10:42:01Z", "attributes": {"score": "high", "mood": 1}}""");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("warnings").findValuesAsText("code"))
                .containsExactly("unknown_field", "attribute_type", "unknown_attribute", "occurred_at_in_future");
        Reply unknown = front.post(Front.SINGLE, "{\"participant_id\": \"p\", \"event_type\": \"new_thing\"}");
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(unknown.body().get("warnings").findValuesAsText("code")).containsExactly("unknown_event_type");
    }

    @Test
    void while_no_verdict_can_be_had_the_event_is_taken_and_the_answer_says_so() {
        front.post(Front.SINGLE, QUIZ);
        front.engine.verdictsDown = true;
        Reply reply = front.post(Front.SINGLE, QUIZ);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("duplicate").asBoolean()).isFalse();
        assertThat(reply.body().get("warnings").findValuesAsText("code")).containsExactly("verdict_pending");
        assertThat(front.engine.log).hasSize(2);
    }

    @Test
    void when_the_log_takes_nothing_the_answer_is_503_with_retry_after() {
        front.engine.logDown = true;
        for (String path : new String[] {Front.SINGLE, Front.SYNC}) {
            Reply reply = front.post(path, QUIZ);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.text("error")).isEqualTo("unavailable");
            assertThat(reply.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void sync_answers_with_the_results_also_for_a_duplicate() {
        Reply first = front.post(Front.SYNC, QUIZ);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().get("duplicate").asBoolean()).isFalse();
        assertThat(first.body().at("/results/points_granted").asInt()).isEqualTo(50);
        assertThat(first.body().at("/results/contest_score_delta/0/new_rank").asInt())
                .isEqualTo(12);
        assertThat(front.engine.log.get(0).sync()).isTrue();
        Reply repeat = front.post(Front.SYNC, QUIZ);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body().get("duplicate").asBoolean()).isTrue();
        assertThat(repeat.text("event_id")).isEqualTo(first.text("event_id"));
        assertThat(repeat.body().get("results")).isEqualTo(first.body().get("results"));
    }

    @Test
    void sync_results_that_are_late_are_pending_and_reported_where_they_will_be() {
        front.engine.resultsPending = true;
        Reply reply = front.post(Front.SYNC, QUIZ);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().get("results").isNull()).isTrue();
        assertThat(reply.text("status")).isEqualTo("pending");
        front.engine.resultsPending = false;
        Reply later = front.get(reply.header("Location"));
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.text("event_id")).isEqualTo(reply.text("event_id"));
        assertThat(later.body().at("/results/points_granted").asInt()).isEqualTo(50);
    }

    @Test
    void results_of_an_event_that_nobody_knows_are_pending_while_it_is_young_and_then_not_found() {
        String young = EventId.at("t", 0, 0, Front.NOW.toEpochMilli() - 1_000);
        String old = EventId.at("t", 0, 0, Front.NOW.toEpochMilli() - 3_600_000);
        assertThat(front.get(Front.SINGLE + "/" + young + "/results").status()).isEqualTo(202);
        assertThat(front.get(Front.SINGLE + "/" + old + "/results").status()).isEqualTo(404);
        assertThat(front.get(Front.SINGLE + "/evt_7ZZZZZZZZZZZZZZZZZZZZZZZZZ/results")
                        .status())
                .as("of a time to come")
                .isEqualTo(404);
        assertThat(front.get(Front.SINGLE + "/evt_42/results").status()).isEqualTo(400);
        front.engine.readsDown = true;
        assertThat(front.get(Front.SINGLE + "/" + old + "/results").status()).isEqualTo(503);
    }

    @Test
    void a_body_may_name_the_tenant_but_no_other_than_the_requests() {
        String event = "{\"participant_id\": \"p\", \"event_type\": \"quiz_completed\", \"tenant_id\": \"%s\"}";
        assertThat(front.post(Front.SINGLE, event.formatted(Front.TENANT)).status())
                .isEqualTo(202);
        Reply other = front.post(Front.SINGLE, event.formatted("another"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.codes()).containsExactly("conflict");
    }

    @Test
    void the_counters_of_events_balance() {
        front.post(Front.SINGLE, QUIZ);
        front.post(Front.SYNC, QUIZ);
        front.post(Front.SINGLE, "{}");
        front.post(Front.BATCH, "{\"events\": [{}, " + QUIZ + "]}");
        front.engine.logDown = true;
        front.post(Front.SINGLE, QUIZ);
        assertThat(count("accepted")).isEqualTo(1);
        assertThat(count("duplicate")).isEqualTo(2);
        assertThat(count("rejected")).isEqualTo(2);
        assertThat(count("unavailable")).isEqualTo(1);
        assertThat(front.registry.counter("podium.ingest.received").count()).isEqualTo(6);
    }

    private double count(String result) {
        return front.registry.counter("podium.ingest.events", "result", result).count();
    }
}
