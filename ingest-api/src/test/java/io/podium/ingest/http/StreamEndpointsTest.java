package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.access.RateLimits;
import io.podium.ingest.live.LiveStreams;
import io.podium.schemas.contract.EventStream;
import io.podium.schemas.contract.EventStream.Event;
import io.podium.schemas.contract.JsonSchemas;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Boards, samples, and the bounds of all streams. */
class StreamEndpointsTest {

    private final StreamClients clients = new StreamClients();

    @AfterEach
    void close() throws IOException {
        clients.close();
    }

    @Test
    void boards_are_sent_when_they_have_changed_and_once_for_all_changes_of_half_a_second() throws Exception {
        EventStream stream = clients.open(StreamClients.CUP + "?limit=2", Front.PART);
        assertThat(JsonSchemas.problems(
                        "api/leaderboard", stream.next("snapshot").json()))
                .isEmpty();
        clients.front.engine.participants = 7;
        for (int i = 0; i < 100; i++) {
            clients.front.outcomes.add(Topics.CONTEST_OUTCOMES, StreamClients.ANN_KEY, "{\"contest_id\":\"cup\"}");
        }
        assertThat(stream.next("leaderboard").json().get("participants").asInt())
                .isEqualTo(7);
        clients.front.engine.participants = 8;
        clients.front.outcomes.add(Topics.CONTEST_STANDINGS, Front.TENANT + "|cup", "{}");
        assertThat(stream.next("leaderboard").json().get("participants").asInt())
                .as("a step in its life")
                .isEqualTo(8);
        assertThat(stream.waiting()).isZero();
        assertThat(clients.open("/api/v1/contests/nope/stream", Front.PART).status())
                .isEqualTo(404);
        assertThat(clients.open(StreamClients.CUP + "?limit=101", Front.PART).status())
                .isEqualTo(400);
    }

    @Test
    void a_sample_shows_what_happens_at_its_own_tenant() throws Exception {
        EventStream all = clients.open(StreamClients.SAMPLE, Front.ADMIN);
        EventStream walks = clients.open(StreamClients.SAMPLE + "?event_type=walk&participant_id=ann", Front.ADMIN);
        Awaitility.await().until(() -> clients.front.outcomes.open() > 0);
        String walk = "{\"event_type\":\"walk\"}";
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            clients.front.outcomes.add(Topics.ACCEPTED_EVENTS, "other|ann", "{\"event_type\":\"walk\",\"x\":1}");
            clients.front.outcomes.add(Topics.ACCEPTED_EVENTS, StreamClients.ANN_KEY, "{\"event_type\":\"run\"}");
            clients.front.outcomes.add(Topics.ACCEPTED_EVENTS, Front.TENANT + "|bob", walk);
            clients.front.outcomes.add(Topics.ACCEPTED_EVENTS, StreamClients.ANN_KEY, walk);
            return all.waiting() > 3 && walks.waiting() > 1;
        });
        Event one = walks.next();
        assertThat(one.name()).isEqualTo("accepted-events");
        assertThat(one.data()).isEqualTo(walk);
        assertThat(walks.next().data()).isEqualTo(walk);
        assertThat(all.next().data()).doesNotContain("x");
        assertThat(clients.open(StreamClients.SAMPLE + "?event_type=", Front.ADMIN)
                        .status())
                .isEqualTo(400);
        assertThat(clients.open(StreamClients.SAMPLE + "?topics=raw-events", Front.ADMIN)
                        .status())
                .isEqualTo(400);
        assertThat(clients.open(StreamClients.SAMPLE + "?topics=points-outcomes&event_type=walk", Front.ADMIN)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_sample_has_fifty_records_a_second_and_says_how_many_are_left_out() throws Exception {
        EventStream all = clients.open(StreamClients.SAMPLE + "?topics=points-outcomes", Front.ADMIN);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            clients.points("ann", 0);
            return all.waiting() > 0;
        });
        for (int i = 0; i < 500; i++) {
            clients.points("ann", i);
        }
        assertThat(all.next("left_out").json().get("records").asInt()).isBetween(300, 500);
    }

    @Test
    void streams_have_bounds_by_participant_tenant_and_node() throws Exception {
        clients.front.close();
        clients.front = new Front(
                RateLimits.Limits.OFF, new Admission(100, 100, 64L * 1024 * 1024), new LiveStreams.Bounds(4, 1));
        String token = clients.mint("ann", 300);
        EventStream own = clients.open(StreamClients.ANN, token);
        assertThat(own.status()).isEqualTo(200);
        EventStream more = clients.open(StreamClients.CUP, token);
        assertThat(more.status()).as("a second of one participant").isEqualTo(429);
        assertThat(clients.open(StreamClients.ANN.replace("ann", "bob"), Front.PART)
                        .status())
                .isEqualTo(200);
        EventStream third = clients.open(StreamClients.CUP, Front.PART);
        assertThat(third.status()).as("half of the node's are a tenant's").isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("5");
        own.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                        clients.open(StreamClients.CUP, token).status())
                .as("there is room again")
                .isEqualTo(200));
        assertThat(clients.front.registry.get("podium.streams").gauge().value()).isEqualTo(2);
    }

    @Test
    void nobody_reads_outcomes_when_nobody_follows() throws Exception {
        EventStream stream = clients.open(StreamClients.ANN, Front.PART);
        stream.next("snapshot");
        assertThat(clients.front.outcomes.open()).isEqualTo(1);
        stream.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> clients.front.outcomes.open() == 0);
        assertThat(clients.front.registry.get("podium.streams").gauge().value()).isZero();
    }

    @Test
    void who_stops_reading_is_cut_off_and_keeps_nobody_waiting() throws Exception {
        EventStream lazy = clients.open(StreamClients.ANN, Front.PART, "X-Slow", "1");
        lazy.next("snapshot");
        EventStream eager = clients.open(StreamClients.ANN, Front.PART);
        eager.next("snapshot");
        String large = "x".repeat(60_000);
        try (SlowClient slow =
                new SlowClient(clients.front.server.port(), StreamClients.ANN, Front.PART, Front.TENANT)) {
            slow.awaitSnapshot();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                clients.front.outcomes.add(
                        Topics.POINTS_OUTCOMES, StreamClients.ANN_KEY, "{\"text\":\"" + large + "\"}");
                eager.next("points");
                return clients.front
                                .registry
                                .get("podium.streams.resets")
                                .tag("reason", "slow")
                                .counter()
                                .count()
                        > 0;
            });
            assertThat(slow.isCutOff()).isTrue();
        }
        clients.points("ann", 1);
        assertThat(eager.next("points").data()).isEqualTo("{\"outcome_id\":\"o1\"}");
    }

    @Test
    void kafka_that_does_not_answer_is_unavailable() {
        clients.front.outcomes.down = true;
        EventStream stream = clients.open(StreamClients.ANN, Front.PART);
        assertThat(stream.status()).isEqualTo(503);
        clients.front.outcomes.down = false;
        assertThat(clients.open(StreamClients.ANN, Front.PART).status()).isEqualTo(200);
        assertThat(clients.front.registry.get("podium.streams").gauge().value()).isEqualTo(1);
    }

    @Test
    void a_node_that_stops_sends_its_clients_away() throws Exception {
        EventStream stream = clients.open(StreamClients.ANN, Front.PART);
        stream.next("snapshot");
        clients.front.close();
        assertThat(stream.next().data()).isEqualTo("{\"reason\":\"drain\"}");
        assertThat(stream.next().name()).isEqualTo(EventStream.END);
        clients.front = new Front();
    }

    @Test
    void a_head_request_opens_nothing() {
        Front.Reply reply = clients.front
                .header("Authorization", "Bearer " + Front.PART)
                .send("HEAD", StreamClients.ANN, BodyPublishers.noBody());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        assertThat(clients.front.registry.get("podium.streams").gauge().value()).isZero();
    }
}
