package io.podium.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.client.EventBuffer.Settings;
import io.podium.client.EventBuffer.WhenFull;
import io.podium.client.ScriptedServer.Request;
import io.podium.client.ScriptedServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventBufferTest {

    private static final Settings LATE = new Settings(500, Duration.ofHours(1), 10_000, WhenFull.REFUSE);

    /** Takes every event of a batch. */
    private static final Step TAKEN = new Step(202, Map.of(), request -> rows(request, event -> "null"));

    private static String rows(Request request, java.util.function.Function<JsonNode, String> error) {
        List<String> rows = new ArrayList<>();
        for (JsonNode event : request.body().get("events")) {
            rows.add("{\"idempotency_key\":" + event.get("idempotency_key") + ",\"event_id\":\"e\",\"duplicate\":false,"
                    + "\"error\":" + error.apply(event) + "}");
        }
        return "{\"accepted\":1,\"duplicates\":0,\"rejected\":0,\"results\":[" + String.join(",", rows) + "]}";
    }

    private static Event event(String type, int number) {
        return Event.of("p", type).withKey(type + number);
    }

    private static List<String> keys(Request request) {
        return request.body().get("events").findValuesAsText("idempotency_key");
    }

    @Test
    void full_batches_go_at_once_in_their_order_one_type_in_each() throws Exception {
        try (ScriptedServer server = new ScriptedServer(TAKEN);
                EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE)) {
            List<CompletableFuture<BatchReceipt.Row>> answers = new ArrayList<>();
            for (int i = 0; i < 1_100; i++) {
                answers.add(buffer.add(event(i % 2 == 0 ? "a" : "b", i)));
            }
            buffer.flush();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get().idempotencyKey()).isEqualTo((i % 2 == 0 ? "a" : "b") + i);
            }
            Map<String, List<String>> sent = server.requests.stream()
                    .flatMap(request -> keys(request).stream())
                    .collect(Collectors.groupingBy(key -> key.substring(0, 1)));
            for (int i = 0; i < 550; i++) {
                assertThat(sent.get("a").get(i)).isEqualTo("a" + 2 * i);
            }
            assertThat(server.requests).allSatisfy(request -> {
                assertThat(request.body().get("events").findValuesAsText("event_type").stream()
                                .distinct())
                        .hasSize(1);
                assertThat(request.body().get("events").size()).isLessThanOrEqualTo(500);
            });
        }
    }

    @Test
    void a_part_of_a_batch_goes_after_the_delay() throws Exception {
        Settings soon = new Settings(500, Duration.ofMillis(1), 1_000, WhenFull.BLOCK);
        try (ScriptedServer server = new ScriptedServer(TAKEN);
                EventBuffer buffer = server.client(new FakeTiming()).buffer(soon)) {
            assertThat(buffer.add(event("a", 1)).get().isNew()).isTrue();
        }
    }

    @Test
    void what_is_unavailable_is_sent_again_with_the_same_keys_and_before_what_came_later() throws Exception {
        Step partly = new Step(
                202,
                Map.of(),
                request -> rows(
                        request,
                        event -> event.get("idempotency_key").asText().equals("a1") ? "\"unavailable\"" : "null"));
        try (ScriptedServer server = new ScriptedServer(Step.of(503), partly, TAKEN);
                EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE)) {
            List<CompletableFuture<BatchReceipt.Row>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(buffer.add(event("a", i)));
            }
            buffer.flush();
            for (CompletableFuture<BatchReceipt.Row> answer : answers) {
                assertThat(answer.get().error()).isNull();
            }
            assertThat(server.requests.stream().map(EventBufferTest::keys))
                    .containsExactly(List.of("a0", "a1", "a2"), List.of("a0", "a1", "a2"), List.of("a1"));
        }
    }

    @Test
    void a_batch_that_is_refused_fails_its_events_and_no_others() {
        try (ScriptedServer server = new ScriptedServer(Step.of(400), TAKEN);
                EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE)) {
            List<CompletableFuture<BatchReceipt.Row>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(buffer.add(event("a", i)));
            }
            assertThatThrownBy(() -> answers.get(0).join()).hasCauseInstanceOf(PodiumException.class);
            assertThat(answers.get(999).join().error()).isNull();
        }
    }

    @Test
    void a_buffer_has_a_bound() throws Exception {
        Settings small = new Settings(10, Duration.ofHours(1), 20, WhenFull.REFUSE);
        try (ScriptedServer server = new ScriptedServer(Step.of(503));
                EventBuffer buffer = server.client(new FakeTiming()).buffer(small)) {
            for (int i = 0; i < 20; i++) {
                buffer.add(event("a", i));
            }
            assertThatThrownBy(() -> buffer.add(event("a", 20))).isInstanceOf(RejectedExecutionException.class);
            List<Event> left = buffer.close(Duration.ofMillis(1));
            assertThat(left).hasSizeLessThanOrEqualTo(20);
            assertThatThrownBy(() -> buffer.add(event("a", 21))).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void closing_sends_what_there_is_and_says_what_is_left() {
        try (ScriptedServer server = new ScriptedServer(TAKEN)) {
            EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE);
            CompletableFuture<BatchReceipt.Row> answer = buffer.add(event("a", 1));
            assertThat(buffer.close(Duration.ofSeconds(30))).isEmpty();
            assertThat(answer).isCompleted();
        }
        try (ScriptedServer server = new ScriptedServer(Step.of(503))) {
            EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE);
            List<CompletableFuture<BatchReceipt.Row>> answers = new ArrayList<>();
            for (int i = 0; i < 700; i++) {
                answers.add(buffer.add(event("a", i)));
            }
            List<Event> left = buffer.close(Duration.ofMillis(50));
            assertThat(left)
                    .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 700)
                            .mapToObj(i -> event("a", i))
                            .toList());
            assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedExceptionally());
        }
    }

    @Test
    void what_can_not_be_written_is_refused_when_it_is_added_and_costs_no_other() throws Exception {
        try (ScriptedServer server = new ScriptedServer(TAKEN);
                EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE)) {
            assertThatThrownBy(() -> buffer.add(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> buffer.add(event("a", 0).with("x", new Object())))
                    .isInstanceOf(IllegalArgumentException.class);
            List<Object> changing = new ArrayList<>();
            CompletableFuture<BatchReceipt.Row> answer =
                    buffer.add(event("a", 1).with("list", changing));
            changing.add(new Object());
            buffer.flush();
            assertThat(answer.get().error()).isNull();
        }
    }

    @Test
    void an_event_that_is_refused_alone_has_the_row_that_it_has_among_others() throws Exception {
        Step refused = new Step(
                400,
                Map.of(),
                request -> "{\"error\":\"invalid_batch\",\"message\":\"m\",\"details\":[],\"request_id\":\"r\"}");
        try (ScriptedServer server = new ScriptedServer(refused);
                EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE)) {
            CompletableFuture<BatchReceipt.Row> answer = buffer.add(event("a", 1));
            buffer.flush();
            assertThat(answer.get().error()).isEqualTo("invalid_event");
        }
    }

    @Test
    void an_answer_without_a_row_for_each_event_is_none() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Step.of(202, "{\"results\":[]}"));
                EventBuffer buffer = server.client(new FakeTiming()).buffer(LATE)) {
            CompletableFuture<BatchReceipt.Row> answer = buffer.add(event("a", 1));
            buffer.flush();
            assertThatThrownBy(answer::join).hasCauseInstanceOf(IllegalStateException.class);
        }
    }
}
