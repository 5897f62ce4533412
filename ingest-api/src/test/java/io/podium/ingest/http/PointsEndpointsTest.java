package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.http.Front.Reply;
import io.podium.schemas.command.Command;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointsEndpointsTest {

    private static final String POINTS = "/api/v1/gamify/points";
    private static final String GRANT =
            "{\"participant_id\": \"p\", \"amount\": 100, \"reason\": \"goodwill\", \"idempotency_key\": \"g1\"}";

    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    private static String deduct(String key, int amount) {
        return "{\"participant_id\": \"p\", \"amount\": " + amount
                + ", \"reason\": \"voucher\", \"idempotency_key\": \"" + key + "\"}";
    }

    @Test
    void a_grant_is_answered_with_the_balance_and_a_repeat_with_the_first_answer() {
        Reply first = front.post(POINTS + "/grant", GRANT);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("available").asLong()).isEqualTo(100);
        assertThat(first.json().get("delta").asLong()).isEqualTo(100);
        assertThat(first.json().get("duplicate").asBoolean()).isFalse();
        Reply again = front.post(POINTS + "/grant", GRANT.replace("100", "7"));
        assertThat(again.json().get("duplicate").asBoolean()).isTrue();
        assertThat(again.text("transaction_id")).isEqualTo(first.text("transaction_id"));
        assertThat(again.json().get("delta").asLong()).isEqualTo(100);
    }

    @Test
    void a_key_of_another_participant_or_of_another_kind_of_command_is_409() {
        Reply first = front.post(POINTS + "/grant", GRANT);
        Reply other = front.post(POINTS + "/grant", GRANT.replace("\"p\"", "\"other\""));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("error")).isEqualTo("idempotency_key_reused");
        assertThat(other.text("message")).contains(first.text("event_id"), "a grant for participant p");
        assertThat(front.post(POINTS + "/deduct", deduct("g1", 1)).status()).isEqualTo(409);
        Reply bulk = front.post(
                "/api/v1/admin/points/bulk-grant",
                "{\"grants\": [" + GRANT.replace("\"p\"", "\"other\"") + "," + GRANT + "]}");
        assertThat(bulk.json().at("/results/0/error").asText()).isEqualTo("idempotency_key_reused");
        assertThat(bulk.json().get("rejected").asInt()).isEqualTo(1);
        assertThat(bulk.json().get("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    void a_deduction_of_more_than_there_is_is_422_and_stays_so() {
        front.post(POINTS + "/grant", GRANT);
        Reply refused = front.post(POINTS + "/deduct", deduct("d1", 101));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("error")).isEqualTo("insufficient_points");
        assertThat(refused.json().get("available").asLong()).isEqualTo(100);
        assertThat(refused.json().get("required").asLong()).isEqualTo(101);
        front.post(POINTS + "/grant", GRANT.replace("g1", "g2"));
        Reply again = front.post(POINTS + "/deduct", deduct("d1", 101));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().get("duplicate").asBoolean()).isTrue();
        assertThat(front.post(POINTS + "/deduct", deduct("d2", 101)).status()).isEqualTo(200);
    }

    @Test
    void a_hold_names_itself_and_an_unknown_one_is_404() {
        front.post(POINTS + "/grant", GRANT);
        Reply held = front.post(POINTS + "/hold", deduct("h1", 30).replace("}", ", \"ttl\": \"PT15M\"}"));
        assertThat(held.text("hold_id")).isEqualTo(held.text("event_id"));
        String capture = POINTS + "/hold/" + held.text("hold_id") + "/capture";
        assertThat(front.post(capture, "{\"participant_id\": \"p\", \"idempotency_key\": \"c1\"}")
                        .status())
                .as("this engine of tests knows no holds")
                .isEqualTo(404);
        assertThat(front.engine.commands.get(2).command())
                .isEqualTo(new Command.Capture(held.text("hold_id"), null, "captured", null));
    }

    @Test
    void a_refusal_names_its_bound_and_what_came() {
        String hold = deduct("h1", 30).replace("}", ", \"ttl\": \"PT15M\"}");
        front.engine.refusal = new Refusal(RefusalCode.TOO_MANY_HOLDS, null);
        Reply tooMany = front.post(POINTS + "/hold", hold);
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.text("message"))
                .isEqualTo("expected fewer than 20 holds of the participant, but there are 20");
        assertThat(tooMany.json().has("held")).isFalse();

        front.engine.refusal = new Refusal(RefusalCode.HOLD_TOO_SMALL, 71L, 70L);
        Reply tooSmall = front.post(
                POINTS + "/hold/" + tooMany.text("event_id") + "/capture",
                "{\"participant_id\": \"p\", \"amount\": 71, \"idempotency_key\": \"c1\"}");
        assertThat(tooSmall.status()).isEqualTo(422);
        assertThat(tooSmall.text("error")).isEqualTo("hold_too_small");
        assertThat(tooSmall.text("message")).isEqualTo("expected at most the 70 points of the hold, but 71 came");
        assertThat(tooSmall.json().get("required").asLong()).isEqualTo(71);
        assertThat(tooSmall.json().get("held").asLong()).isEqualTo(70);
    }

    @Test
    void the_key_may_come_in_the_header() {
        String body = GRANT.replace(", \"idempotency_key\": \"g1\"", "");
        assertThat(front.post(POINTS + "/grant", body, "Idempotency-Key", "from the header")
                        .status())
                .isEqualTo(200);
        assertThat(front.engine.commands.get(0).idempotencyKey()).isEqualTo("from the header");
        assertThat(front.post(POINTS + "/grant", GRANT, "Idempotency-Key", "another")
                        .json()
                        .at("/details/0/code")
                        .asText())
                .isEqualTo("conflict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\": 0|amount|out_of_range",
                "\"amount\": 1000001|amount|out_of_range",
                "\"amount\": 1.5|amount|out_of_range",
                "\"amount\": 1e400000000|amount|out_of_range",
                "\"amount\": 1e-400000000|amount|out_of_range",
                "\"amount\": \"5\"|amount|wrong_type",
                "\"amount\": null|amount|missing",
                "\"reason\": \"\"|reason|empty",
                "\"memo\": 7|memo|wrong_type",
                "\"participant_id\": [1]|participant_id|wrong_type",
                "\"idempotency_key\": \"  \"|idempotency_key|empty",
                "\"expires_at\": \"2001-01-01T00:00:00Z\"|expires_at|out_of_range",
                "\"expires_at\": \"tomorrow\"|expires_at|bad_format",
                "\"valid_for\": \"P1Y\"|valid_for|bad_format",
                "\"valid_for\": \"PT1S\"|valid_for|out_of_range",
                "\"counts_for_lifetime\": 1|counts_for_lifetime|wrong_type",
                "\"amuont\": 5|amuont|unknown_field",
            })
    void what_is_wrong_with_a_member_is_said_and_nothing_is_written(String member, String path, String code) {
        String name = member.substring(1, member.indexOf('"', 1));
        String rest = Stream.of(GRANT.substring(1, GRANT.length() - 1).split(", "))
                .filter(one -> !one.startsWith("\"" + name + "\""))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        Reply refused = front.post(POINTS + "/grant", "{" + member + ", " + rest + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error")).isEqualTo("invalid_command");
        assertThat(refused.json().get("details").toString())
                .contains("\"path\":\"" + path + "\"")
                .contains("\"code\":\"" + code + "\"");
        assertThat(front.engine.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "", "{", "null"})
    void a_body_that_is_no_object_is_400(String body) {
        assertThat(front.post(POINTS + "/deduct", body).text("error")).isEqualTo("invalid_command");
    }

    @Test
    void many_grants_have_a_verdict_each() {
        String bad = GRANT.replace("100", "0");
        Reply bulk = front.post(
                "/api/v1/admin/points/bulk-grant", "{\"grants\": [" + GRANT + "," + bad + "," + GRANT + ", 7]}");
        assertThat(bulk.status()).isEqualTo(202);
        assertThat(bulk.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(bulk.json().get("duplicates").asInt()).isEqualTo(1);
        assertThat(bulk.json().get("rejected").asInt()).isEqualTo(2);
        assertThat(bulk.json().at("/results/1/details/0/path").asText()).isEqualTo("amount");
        assertThat(bulk.json().at("/results/3/details/0/code").asText()).isEqualTo("wrong_type");
        assertThat(front.post("/api/v1/admin/points/bulk-grant", "{\"grants\": []}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void without_processors_it_is_pending_and_without_a_log_it_is_503() {
        front.engine.resultsPending = true;
        Reply pending = front.post(POINTS + "/grant", GRANT);
        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.header("Location"))
                .isEqualTo("/api/v1/ingest/events/" + pending.text("event_id") + "/results");
        front.engine.logDown = true;
        assertThat(front.post(POINTS + "/grant", GRANT).status()).isEqualTo(503);
    }

    @Test
    void an_event_is_taken_back_by_its_key_for_the_participant_whose_it_is() {
        front.post(
                "/api/v1/ingest/events",
                "{\"participant_id\": \"p\", \"event_type\": \"e\", \"idempotency_key\": \"order/7\"}");
        String body = "{\"reason\": \"refund\", \"idempotency_key\": \"r1\", \"amount_ratio\": 0.5}";
        Reply reply = front.post("/api/v1/ingest/events/order%2F7/reverse", body);
        assertThat(reply.status()).as("this engine of tests keeps no ledger").isEqualTo(404);
        assertThat(reply.text("error")).isEqualTo("unknown_event");
        assertThat(front.engine.commands.get(0).participantId()).isEqualTo("p");
        assertThat(front.post("/api/v1/ingest/events/nothing/reverse", body).text("message"))
                .contains("participant_id in the body");
        assertThat(front.engine.commands).hasSize(1);
        assertThat(front.post("/api/v1/ingest/events/nothing/reverse", body.replace("0.5", "1.5"))
                        .json()
                        .at("/details/0/path")
                        .asText())
                .isEqualTo("amount_ratio");
    }

    @Test
    void points_and_the_ledger_are_read() {
        Reply points = front.get("/api/v1/gamify/participants/p/points");
        assertThat(points.json().get("available").asLong()).isEqualTo(3);
        assertThat(points.json().get("held").asLong()).isEqualTo(2);
        Reply page = front.get("/api/v1/gamify/participants/p/points/transactions?type=deduct&limit=5");
        assertThat(page.status()).isEqualTo(200);
        assertThat(front.engine.lastQuery.kind()).isEqualTo(PointsKind.DEDUCT);
        assertThat(front.engine.lastQuery.limit()).isEqualTo(5);
        String next = page.text("next_cursor");
        assertThat(front.get("/api/v1/gamify/participants/p/points/transactions?cursor=" + next)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_events_gave_is_read() {
        Reply page = front.get("/api/v1/gamify/participants/p/events?type=quiz&since=2026-05-01T00:00:00Z&limit=5");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().at("/events/0/tier_changed/to").asText()).isEqualTo("silver");
        assertThat(page.json().at("/events/0/contests/0/score").decimalValue()).isEqualByComparingTo("2.5");
        assertThat(front.engine.lastEventQuery)
                .isEqualTo(new EventPage.Query("quiz", Instant.parse("2026-05-01T00:00:00Z"), null, 5));
        assertThat(front.get("/api/v1/gamify/participants/p/events?cursor=" + page.text("next_cursor"))
                        .status())
                .isEqualTo(200);
        assertThat(front.engine.lastEventQuery).isEqualTo(new EventPage.Query(null, null, "7", 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=201", "limit=0", "cursor=-1", "cursor=1.1", "since=yesterday", "kind=quiz"})
    void a_question_about_events_that_makes_no_sense_is_400(String query) {
        assertThat(front.get("/api/v1/gamify/participants/p/events?" + query).text("error"))
                .isEqualTo("invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=gift", "limit=201", "limit=0", "cursor=x", "since=yesterday", "colour=red"})
    void a_question_that_makes_no_sense_is_400(String query) {
        assertThat(front.get("/api/v1/gamify/participants/p/points/transactions?" + query)
                        .text("error"))
                .isEqualTo("invalid_parameter");
    }

    @Test
    void a_client_can_order_nothing_by_an_event() {
        Reply reply = front.post(
                "/api/v1/ingest/events",
                "{\"participant_id\": \"p\", \"event_type\": \"points_granted\", \"command\": "
                        + "{\"type\": \"grant\", \"amount\": 5, \"reason\": \"r\"}}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/warnings/0/code").asText()).isEqualTo("unknown_field");
        assertThat(front.engine.commands).isEmpty();
    }
}
