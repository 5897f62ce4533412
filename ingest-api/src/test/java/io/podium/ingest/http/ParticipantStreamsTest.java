package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.contract.EventStream;
import io.podium.schemas.contract.EventStream.Event;
import io.podium.schemas.contract.JsonSchemas;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A participant's outcomes as its clients see them. */
class ParticipantStreamsTest {

    private final StreamClients clients = new StreamClients();

    @AfterEach
    void close() throws IOException {
        clients.close();
    }

    @Test
    void a_client_draws_from_the_snapshot_and_gets_its_own_outcomes_after_it() throws Exception {
        clients.points("ann", 0);
        EventStream stream = clients.open(StreamClients.ANN, Front.PART);
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
        assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        Event snapshot = stream.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");
        assertThat(JsonSchemas.problems("api/participant-view", snapshot.json()))
                .isEmpty();
        clients.points("bob", 1);
        clients.points("ann", 2);
        clients.front.outcomes.add(Topics.BADGE_OUTCOMES, StreamClients.ANN_KEY, "{\"badge_id\":\"b\"}");
        List<Event> events = List.of(stream.next(), stream.next());
        assertThat(events).extracting(Event::name).containsExactlyInAnyOrder("points", "badge");
        assertThat(events).extracting(Event::data).contains("{\"outcome_id\":\"o2\"}", "{\"badge_id\":\"b\"}");
        clients.points("ann", 3);
        assertThat(stream.next("points").data()).isEqualTo("{\"outcome_id\":\"o3\"}");
    }

    @Test
    void a_client_that_was_away_gets_what_it_missed_and_nothing_twice() throws Exception {
        EventStream first = clients.open(StreamClients.ANN, Front.PART);
        first.next("snapshot");
        clients.points("ann", 1);
        String id = first.next("points").id();
        first.close();
        clients.points("ann", 2);
        clients.points("bob", 3);
        clients.points("ann", 4);
        EventStream second = clients.open(StreamClients.ANN, Front.PART, "Last-Event-ID", id);
        assertThat(second.next().data()).isEqualTo("{\"outcome_id\":\"o2\"}");
        assertThat(second.next().data()).isEqualTo("{\"outcome_id\":\"o4\"}");
        clients.points("ann", 5);
        Event last = second.next();
        assertThat(last.data()).isEqualTo("{\"outcome_id\":\"o5\"}");
        EventStream third = clients.open(StreamClients.ANN, Front.PART, "Last-Event-ID", last.id());
        clients.points("ann", 6);
        assertThat(third.next().data()).isEqualTo("{\"outcome_id\":\"o6\"}");
    }

    @Test
    void who_missed_too_much_or_has_a_strange_id_draws_anew() throws Exception {
        EventStream first = clients.open(StreamClients.ANN, Front.PART);
        String id = first.next("snapshot").id();
        String ahead = id.replaceFirst("\\.[0-9a-z]+", ".zz");
        clients.points("ann", 1);
        first.next("points");
        clients.front.outcomes.delete(Topics.POINTS_OUTCOMES, StreamClients.ANN_KEY);
        for (String strange : List.of(id, "x", "", id + "-g3", "9" + id, id.substring(1))) {
            EventStream stream = clients.open(StreamClients.ANN, Front.PART, "Last-Event-ID", strange);
            assertThat(stream.next().data()).as(strange).isEqualTo("{\"reason\":\"gap\"}");
            assertThat(stream.next().name()).as(strange).isEqualTo("snapshot");
            stream.close();
        }
        EventStream stream = clients.open(StreamClients.ANN, Front.PART, "Last-Event-ID", ahead);
        assertThat(stream.next().data()).as("of a log that was longer").isEqualTo("{\"reason\":\"gap\"}");
    }

    @Test
    void a_token_follows_its_own_participant_and_boards_while_it_is_good() throws Exception {
        String token = clients.mint("ann", 300);
        EventStream own = clients.open(StreamClients.ANN, token);
        assertThat(own.status()).isEqualTo(200);
        own.next("snapshot");
        assertThat(clients.open(StreamClients.ANN.replace("ann", "bob"), token).status())
                .isEqualTo(403);
        assertThat(clients.open(StreamClients.SAMPLE, token).status()).isEqualTo(403);
        assertThat(clients.open(StreamClients.SAMPLE, Front.PART).status()).isEqualTo(403);
        assertThat(clients.open(StreamClients.CUP, token).status()).isEqualTo(200);
        String encoded = URLEncoder.encode(token, StandardCharsets.UTF_8);
        assertThat(clients.open(StreamClients.ANN + "?access_token=" + encoded, null)
                        .status())
                .isEqualTo(200);
        assertThat(clients.open("/api/v1/gamify/participants/ann?access_token=" + encoded, null)
                        .status())
                .as("only where browsers can't send headers")
                .isEqualTo(401);
        assertThat(clients.open(StreamClients.ANN + "?access_token=" + Front.ADMIN, null)
                        .status())
                .as("a key is for headers")
                .isEqualTo(401);
        assertThat(clients.open(StreamClients.ANN + "?access_token=" + clients.mint("ann", 301), null)
                        .status())
                .isEqualTo(401);
        clients.front.delete("/api/v1/auth/participant-token/ann", "");
        assertThat(own.next().name()).isEqualTo(EventStream.END);
    }

    @Test
    void a_stream_ends_with_the_time_of_its_token_and_with_its_key() throws Exception {
        EventStream device = clients.open(StreamClients.ANN, clients.mint("ann", 60));
        EventStream server = clients.open(StreamClients.ANN, Front.PART);
        device.next("snapshot");
        server.next("snapshot");
        clients.front.clock.advance(Duration.ofSeconds(121));
        assertThat(device.next().name()).isEqualTo(EventStream.END);
        clients.points("ann", 1);
        assertThat(server.next().name()).isEqualTo("points");
        clients.front.keys.publish(
                Front.hash(Front.PART),
                Front.key(Front.PART, io.podium.schemas.access.ApiKey.Scope.PART)
                        .revoked(Front.NOW));
        assertThat(server.next().name()).isEqualTo(EventStream.END);
    }

    @Test
    void clients_that_come_and_go_while_outcomes_are_pushed_stop_nobody() throws Exception {
        EventStream steady = clients.open(StreamClients.ANN, Front.PART);
        steady.next("snapshot");
        AtomicInteger pushed = new AtomicInteger();
        Thread pushing = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                if (steady.waiting() > pushed.get() - 50) { // no faster than it is read
                    clients.points("ann", pushed.getAndIncrement());
                }
                Thread.onSpinWait();
            }
        });
        pushing.setDaemon(true);
        pushing.start();
        for (int i = 0; i < 200; i++) {
            EventStream stream = clients.open(StreamClients.ANN, Front.PART);
            if (stream.status() == 200) {
                stream.next("snapshot");
                stream.next("points");
            }
            stream.close();
        }
        pushing.interrupt();
        pushing.join();
        clients.front.outcomes.add(Topics.BADGE_OUTCOMES, StreamClients.ANN_KEY, "{\"badge_id\":\"last\"}");
        assertThat(steady.next("badge").json().get("badge_id").asText()).isEqualTo("last");
        assertThat(clients.front.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void a_burst_comes_whole_and_in_its_order_over_one_connection() throws Exception {
        int burst = 5_000;
        EventStream stream = clients.open(StreamClients.ANN, Front.PART);
        String id = stream.next("snapshot").id();
        for (int i = 0; i < burst; i++) {
            clients.points("ann", i);
        }
        EventStream later = clients.open(StreamClients.ANN, Front.PART, "Last-Event-ID", id);
        for (EventStream one : List.of(stream, later)) {
            for (int i = 0; i < burst; i++) {
                assertThat(one.next().data()).isEqualTo("{\"outcome_id\":\"o" + i + "\"}");
            }
        }
        clients.points("ann", burst);
        assertThat(stream.next().data()).isEqualTo("{\"outcome_id\":\"o" + burst + "\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_request_in_the_same_packet_as_a_stream_hangs_nothing(int streamAt) throws Exception {
        List<String> paths = new ArrayList<>(List.of("/api/v1/gamify/participants/ann", StreamClients.ANN));
        if (streamAt == 0) {
            Collections.reverse(paths);
        }
        try (SlowClient client = new SlowClient(clients.front.server.port(), paths, Front.PART, Front.TENANT)) {
            client.awaitSnapshot();
        }
    }
}
