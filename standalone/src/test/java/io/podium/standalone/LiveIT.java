package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.token.TokenKeys;
import io.podium.operations.administration.TableTopic;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.contract.EventStream;
import io.podium.schemas.contract.EventStream.Event;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.ApiNodeConfig;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.DevNode;
import io.podium.standalone.setup.IngestNode;
import io.podium.stream.mode.RunMode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that follow outcomes on real topics, and whose node ends while events come. */
class LiveIT {

    private static final int PARTICIPANTS = 20;
    private static final int EVENTS = 15;
    private static final List<Topic<?, ?>> FOLLOWED = List.of(
            Topics.POINTS_OUTCOMES,
            Topics.CHALLENGE_OUTCOMES,
            Topics.STREAK_OUTCOMES,
            Topics.BADGE_OUTCOMES,
            Topics.TIER_OUTCOMES,
            Topics.CONTEST_OUTCOMES);

    @TempDir
    private Path directory;

    private final KeySecret secret = KeySecret.generate(false, ApiKey.Scope.ADMIN, new SecureRandom());
    /** By participant: outcome id to record, as pushed. */
    private final Map<String, Map<String, JsonNode>> pushed = new TreeMap<>();

    private final Map<String, String> lastIds = new HashMap<>();

    @Test
    void whoever_loses_its_node_misses_no_outcome_at_the_other() throws Exception {
        RuleFiles files = new RuleFiles(new ProgramParser());
        try (DevNode dev = new DevNode(
                        DevConfig.onFreePorts(),
                        directory.resolve("dev"),
                        files.readSample("starter").definitions());
                Client client =
                        new Client("http://127.0.0.1:" + dev.port(), dev.bootstrapServers(), DevNode.ADMIN_KEY)) {
            ApiKey key =
                    new ApiKey(secret.sha256(), DevNode.TENANT, ApiKey.Scope.ADMIN, "test", 0L, Instant.EPOCH, null);
            new TableTopic<>(Topics.API_KEYS, dev.bootstrapServers(), Map.of()).write(Map.of(key.sha256(), key));
            IngestNode first = node(dev);
            try (IngestNode second = node(dev)) {
                ProgressWait.until(
                        "all nodes", () -> dev.isReady() && first.isReady() && second.isReady(), ready -> ready);
                Map<String, EventStream> streams = new TreeMap<>();
                for (int i = 0; i < PARTICIPANTS; i++) {
                    String participant = "p" + i;
                    pushed.put(participant, new HashMap<>());
                    EventStream stream = open(first, participant);
                    assertThat(stream.next().name()).isEqualTo("snapshot");
                    streams.put(participant, stream);
                }
                send(client, 0);
                streams.forEach((participant, stream) -> take(participant, stream, 3));
                first.close();
                send(client, EVENTS);
                for (EventStream stream : streams.values()) {
                    stream.close();
                }
                streams.clear();
                for (String participant : pushed.keySet()) {
                    streams.put(participant, open(second, participant));
                }
                send(client, 2 * EVENTS);
                Map<String, Set<String>> committed = committed(client);
                streams.forEach((participant, stream) -> takeUntil(participant, stream, committed.get(participant)));
                pushed.forEach((participant, outcomes) ->
                        assertThat(outcomes.keySet()).as(participant).isEqualTo(committed.get(participant)));
                for (EventStream stream : streams.values()) {
                    stream.close();
                }
            }
        }
    }

    private IngestNode node(DevNode dev) {
        return new IngestNode(
                ApiNodeConfig.forDevelopment(dev.bootstrapServers(), 0),
                new IngestNode.Parts(
                        new RunMode.Live(),
                        List.of(),
                        TokenKeys.NONE,
                        new Explorer(Optional.empty()),
                        dev.engine().queries(),
                        () -> true,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    private EventStream open(IngestNode node, String participant) throws IOException, InterruptedException {
        Map<String, String> headers =
                new HashMap<>(Map.of("Authorization", "Bearer " + secret.text(), "X-Bricqs-Tenant", DevNode.TENANT));
        String lastId = lastIds.get(participant);
        if (lastId != null) {
            headers.put("Last-Event-ID", lastId);
        }
        EventStream stream = EventStream.open(
                "http://127.0.0.1:" + node.port() + "/api/v1/gamify/participants/" + participant + "/stream", headers);
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private static void send(Client client, int from) {
        for (int i = from; i < from + EVENTS; i++) {
            for (int p = 0; p < PARTICIPANTS; p++) {
                Client.Reply reply = client.post(
                        Client.SINGLE,
                        "{\"participant_id\":\"p" + p
                                + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":7},"
                                + "\"idempotency_key\":\"p" + p + ":" + i + "\"}");
                assertThat(reply.status()).isEqualTo(202);
            }
        }
    }

    private void take(String participant, EventStream stream, int events) {
        for (int i = 0; i < events; i++) {
            take(participant, next(stream));
        }
    }

    private void takeUntil(String participant, EventStream stream, Set<String> wanted) {
        while (!pushed.get(participant).keySet().containsAll(wanted)) {
            take(participant, next(stream));
        }
    }

    private static Event next(EventStream stream) {
        try {
            return stream.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void take(String participant, Event event) {
        assertThat(event.name()).as("with an id, no snapshot and no gap").isNotIn("reset", "snapshot", EventStream.END);
        JsonNode outcome = event.json();
        assertThat(outcome.get("participant_id").asText()).isEqualTo(participant);
        pushed.get(participant).put(outcome.get("outcome_id").asText(), outcome);
        lastIds.put(participant, event.id());
    }

    /** What there is of each participant once all events have been processed. */
    private static Map<String, Set<String>> committed(Client client) {
        for (int p = 0; p < PARTICIPANTS; p++) {
            int number = p;
            ProgressWait.until(
                    "points of p" + number, () -> client.points("p" + number), points -> points >= 3L * EVENTS * 50);
        }
        Map<String, Set<String>> outcomes = new TreeMap<>();
        int[] count = new int[1];
        ProgressWait.until(
                "outcomes of the leaderboard",
                () -> client.outcomes(Topics.CONTEST_OUTCOMES).size(),
                size -> size == 3 * EVENTS * PARTICIPANTS);
        for (Topic<?, ?> topic : FOLLOWED) {
            client.outcomes(topic).forEach(outcome -> {
                count[0]++;
                outcomes.computeIfAbsent(outcome.get("participant_id").asText(), none -> new HashSet<>())
                        .add(outcome.get("outcome_id").asText());
            });
        }
        assertThat(count[0]).isGreaterThan(2 * 3 * EVENTS * PARTICIPANTS);
        return outcomes;
    }
}
