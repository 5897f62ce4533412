package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client.Reply;
import io.podium.standalone.setup.DevNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee of ingestion: an event that was answered 2xx is counted once, whatever is killed, and each of its
 * outcomes is seen once by whoever reads committed.
 */
class KillIT {

    private static final int CLIENTS = 16;
    private static final int PARTICIPANTS = 10;

    @TempDir
    Path directory;

    /** The ids that clients were answered, by idempotency key. */
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    private final AtomicInteger keys = new AtomicInteger();

    @Test
    void kill_minus_9_under_load_loses_nothing_and_doubles_nothing() throws Exception {
        long seed = Long.getLong("podium.seed", new Random().nextLong());
        int kills = Integer.getInteger("podium.kills", 2);
        Random moments = new Random(seed);
        int retried = 0;
        for (int kill = 1; kill <= kills; kill++) {
            try (Child dev = start(kill);
                    Client client = client(dev)) {
                retried = retry(client, retried);
                load(client, dev, answered.size() + 500 + moments.nextInt(1_000));
            }
            System.out.printf("kills: %d, seed %d: %,d events answered%n", kill, seed, answered.size());
        }
        try (Child dev = start(kills + 1);
                Client client = client(dev)) {
            retry(client, 0);
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                            client.outcomes(Topics.POINTS_OUTCOMES))
                    .hasSize(keys.get()));
            for (Topic<?, ?> topic :
                    List.of(Topics.POINTS_OUTCOMES, Topics.CONTEST_OUTCOMES, Topics.CHALLENGE_OUTCOMES)) {
                Set<String> ids = new HashSet<>();
                for (JsonNode outcome : client.outcomes(topic)) {
                    assertThat(ids.add(outcome.get("outcome_id").asText())).isTrue();
                }
            }
            assertThat(client.outcomes(Topics.CONTEST_OUTCOMES)).hasSize(keys.get());
        }
    }

    /**
     * Sends all keys from a number on once more, as clients do that got no answer: then each key counts once.
     *
     * @return the number of the next key
     */
    private int retry(Client client, int from) {
        int next = keys.get();
        for (int number = from; number < next; number++) {
            String key = "kill_" + number;
            Reply retry = verdict(client, key);
            if (answered.containsKey(key)) {
                assertThat(retry.duplicate()).as("the retry of %s", key).isTrue();
                assertThat(retry.eventId()).isEqualTo(answered.get(key));
            }
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(points(client))
                .isEqualTo(50L * next));
        return next;
    }

    /** Clients send events with new keys until so many are answered; then everything is killed under their hands. */
    private void load(Client client, Child dev, int untilAnswered) throws InterruptedException, ExecutionException {
        AtomicBoolean killed = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            ends.add(clients.submit(() -> {
                while (!killed.get()) {
                    send(client, "kill_" + keys.getAndIncrement());
                }
            }));
        }
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> answered.size() >= untilAnswered);
        dev.kill();
        killed.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        for (Future<?> end : ends) {
            end.get(); // fails here where a client failed
        }
    }

    private void send(Client client, String key) {
        try {
            Reply reply = client.post(Client.SINGLE, event(key));
            if (reply.status() < 300) {
                answered.put(key, reply.eventId());
            }
        } catch (RuntimeException e) {
            assertThat(e).as("a connection that broke").hasRootCauseInstanceOf(java.io.IOException.class);
        }
    }

    /** Sends a retry until its verdict is known: on a busy machine it may not come in time, which the answer says. */
    private static Reply verdict(Client client, String key) {
        Reply reply = client.post(Client.SINGLE, event(key));
        while (reply.body().path("warnings").toString().contains("verdict_pending")) {
            reply = client.post(Client.SINGLE, event(key));
        }
        return reply;
    }

    private static String event(String key) {
        return "{\"participant_id\":\"p_" + Integer.parseInt(key.substring(5)) % PARTICIPANTS
                + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":1},\"idempotency_key\":\"" + key
                + "\"}";
    }

    private static long points(Client client) {
        long sum = 0;
        for (int i = 0; i < PARTICIPANTS; i++) {
            sum += client.points("p_" + i);
        }
        return sum;
    }

    private Child start(int round) {
        return new Child(
                directory.resolve("dev-" + round + ".log"),
                "dev",
                "--port=0",
                "--kafka-port=0",
                "--data-dir=" + directory.resolve("data"));
    }

    private static Client client(Child dev) {
        String url = dev.line("ready ").substring("ready ".length());
        String kafka = dev.line("kafka ").substring("kafka ".length()).trim();
        return new Client(url, kafka, DevNode.ADMIN_KEY);
    }
}
