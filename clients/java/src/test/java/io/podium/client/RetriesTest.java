package io.podium.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podium.client.ScriptedServer.Request;
import io.podium.client.ScriptedServer.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's table of retries: attempts, waits and outcome for each status. */
class RetriesTest {

    private static final Event EVENT = Event.of("p", "quiz").withKey("k");
    private static final String RECEIPT = "{\"event_id\":\"evt_1\",\"duplicate\":false,\"a_new_member\":1}";

    private final FakeTiming timing = new FakeTiming();

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void an_answer_is_taken_at_once(int status) {
        try (ScriptedServer server = new ScriptedServer(Step.of(status, RECEIPT))) {
            Receipt receipt = server.client(timing).events().send(EVENT);
            assertThat(receipt.eventId()).isEqualTo("evt_1");
            assertThat(receipt.isNew()).isTrue();
            assertThat(server.requests).hasSize(1);
            Request request = server.requests.get(0);
            assertThat(request.path()).isEqualTo("/api/v1/ingest/events");
            assertThat(request.headers().get("Authorization")).containsExactly("Bearer bq");
            assertThat(request.headers().get("X-bricqs-tenant")).containsExactly("t");
            assertThat(request.body())
                    .hasToString("{\"participant_id\":\"p\",\"event_type\":\"quiz\",\"idempotency_key\":\"k\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 413, 415, 422, 501})
    void a_refusal_is_never_retried(int status) {
        try (ScriptedServer server = new ScriptedServer(Step.of(status))) {
            PodiumException refusal = catchThrowableOfType(
                    PodiumException.class, () -> server.client(timing).events().send(EVENT));
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.code()).isEqualTo("some_code");
            assertThat(refusal.requestId()).isEqualTo("r");
            assertThat(refusal.details()).containsExactly(new Receipt.Problem("a", "b", "c"));
            assertThat(server.requests).hasSize(1);
            assertThat(timing.waitsMs).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void what_may_go_away_is_retried_with_growing_waits_until_the_deadline(int status) {
        try (ScriptedServer server = new ScriptedServer(Step.of(status))) {
            PodiumUnavailableException failure = catchThrowableOfType(
                    PodiumUnavailableException.class,
                    () -> server.client(timing).events().send(EVENT));
            assertThat(timing.waitsMs).containsExactly(250L, 500L, 1000L, 2000L, 5000L, 5000L, 5000L, 5000L, 5000L);
            assertThat(failure.attempts()).isEqualTo(10);
            assertThat(failure.idempotencyKey()).isEqualTo("k");
            assertThat(failure).hasCauseInstanceOf(PodiumException.class);
            assertThat(server.requests.stream().map(Request::body).distinct()).hasSize(1);
        }
    }

    @Test
    void sync_events_have_ten_seconds() {
        try (ScriptedServer server = new ScriptedServer(Step.of(503))) {
            assertThatThrownBy(() -> server.client(timing).events().sendSync(EVENT))
                    .isInstanceOf(PodiumUnavailableException.class);
            assertThat(timing.waitsMs).containsExactly(250L, 500L, 1000L, 2000L, 5000L);
        }
    }

    @Test
    void a_connection_that_breaks_is_retried_and_retry_after_wins() {
        try (ScriptedServer server = new ScriptedServer(
                Step.broken(), Step.retryAfter(429, "7"), Step.retryAfter(503, "0"), Step.of(202, RECEIPT))) {
            assertThat(server.client(timing).events().send(EVENT).eventId()).isEqualTo("evt_1");
            assertThat(timing.waitsMs).containsExactly(250L, 7000L, 250L);
        }
    }

    @Test
    void nobody_there_is_unavailable() {
        ScriptedServer server = new ScriptedServer(Step.of(200));
        PodiumClient client = server.client(timing);
        server.close();
        assertThatThrownBy(() -> client.reads().participant("p")).isInstanceOf(PodiumUnavailableException.class);
    }

    @Test
    void results_that_are_pending_are_an_answer() {
        String body = "{\"event_id\":\"e\",\"duplicate\":false,\"status\":\"pending\",\"results\":null,"
                + "\"warnings\":[{\"path\":\"\",\"code\":\"verdict_pending\",\"message\":\"m\"}]}";
        try (ScriptedServer server = new ScriptedServer(Step.of(202, body))) {
            Receipt receipt = server.client(timing).events().sendSync(EVENT);
            assertThat(receipt.isPending()).isTrue();
            assertThat(receipt.isNew()).as("nobody knows yet").isFalse();
        }
    }

    @Test
    void garbage_is_no_success_and_a_proxys_page_is_a_refusal() {
        try (ScriptedServer server = new ScriptedServer(Step.of(200, "nonsense"), Step.of(404, "<html>"))) {
            PodiumClient client = server.client(timing);
            assertThatThrownBy(() -> client.events().send(EVENT)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> client.events().send(EVENT))
                    .isInstanceOfSatisfying(PodiumException.class, refusal -> assertThat(refusal.code())
                            .isEqualTo("http_404"));
        }
    }

    @Test
    void chance_adds_up_to_a_quarter() {
        assertThat(RetryPolicy.waitAfter(1, null, 1)).isEqualTo(Duration.ofMillis(313));
        assertThat(RetryPolicy.waitAfter(99, null, 1)).isEqualTo(Duration.ofMillis(6250));
        assertThat(RetryPolicy.waitAfter(2, "soon", 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(RetryPolicy.waitAfter(2, "Thu, 1 Jan 1970 00:00:00 GMT", 0)).isEqualTo(Duration.ofMillis(250));
        assertThat(RetryPolicy.waitAfter(2, "Fri, 1 Jan 2100 00:00:00 GMT", 0)).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void events_say_what_they_have() {
        Event event = Event.of("p", "purchase")
                .withKey(Keys.of("p", "order_7", "1"))
                .with("amount", 12)
                .occurredAt(Instant.EPOCH);
        assertThat(new String(Calls.write(event), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"participant_id\":\"p\",\"event_type\":\"purchase\",\"idempotency_key\":\"p:order_7:1\","
                        + "\"attributes\":{\"amount\":12},\"occurred_at\":\"1970-01-01T00:00:00Z\"}");
        assertThat(Event.of("p", "x").withoutKey().idempotencyKey())
                .isNotEqualTo(Event.of("p", "x").withoutKey().idempotencyKey());
        assertThat(PodiumRecords.producerRecord("t", event))
                .satisfies(record -> assertThat(record.topic()).isEqualTo("raw-events"))
                .satisfies(record -> assertThat(record.key()).asString().isEqualTo("p:order_7:1"))
                .satisfies(record -> assertThat(
                                record.headers().lastHeader("tenant").value())
                        .asString()
                        .isEqualTo("t"));
    }

    @Test
    void an_address_is_looked_at_when_it_is_given() {
        assertThatThrownBy(() -> PodiumClient.builder().url("127.0.0.1:8080"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ids_are_one_segment_of_a_path() {
        try (ScriptedServer server = new ScriptedServer(Step.of(200))) {
            PodiumClient client = server.client(timing);
            client.reads().participant("a/b ?c+..");
            client.reads().rank("cup", "..");
            client.points().capture("h/1", "p", 3, "k");
            assertThat(server.requests.stream().map(Request::path))
                    .containsExactly(
                            "/api/v1/gamify/participants/a%2Fb%20%3Fc%2B..",
                            "/api/v1/contests/cup/rank/%2E%2E", "/api/v1/gamify/points/hold/h%2F1/capture");
        }
    }
}
