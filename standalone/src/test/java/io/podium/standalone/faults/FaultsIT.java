package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client;
import io.podium.standalone.faults.Cluster.Node;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantees under faults: a cluster is hurt again and again while clients work, and at the end a checker that knows
 * every answer proves that nothing was lost, doubled or wrongly told. {@code -Dpodium.faults.seed} chooses what happens,
 * {@code -Dpodium.faults.seconds} for how long.
 */
class FaultsIT {

    private static final int SECONDS = Integer.getInteger("podium.faults.seconds", 45);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("podium.faults.seed", 7);
    private final Random random = new Random(seed);
    private final List<String> log = new ArrayList<>();

    @Test
    void whatever_dies_each_accepted_key_is_counted_once_and_every_answer_was_true() throws Exception {
        System.out.println("faults: seed " + seed + ", " + SECONDS + " s");
        try (Cluster cluster = new Cluster(directory, List.of());
                Client client = new Client(cluster.url(0), cluster.bootstrap(), Cluster.SECRET, Cluster.TENANT)) {
            awaitRecovery(client);
            Load load = new Load(cluster, seed);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(2_000 + random.nextInt(2_000));
                fault(cluster, client);
            }
            load.close();
            List<String> violations = Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(2))
                    .conditionEvaluationListener(condition -> {})
                    .until(() -> Checker.violations(load.history.all(), found(client)), List::isEmpty);
            report(load);
            assertThat(violations).as("seed %s, %s", seed, log).isEmpty();
            assertThat(load.history.all()).hasSizeGreaterThan(100);
        } finally {
            log.forEach(line -> System.out.println("faults: " + line));
        }
    }

    private void fault(Cluster cluster, Client client) throws InterruptedException {
        int which = random.nextInt(6);
        Node node =
                switch (which) {
                    case 0, 1, 2 -> cluster.processors.get(random.nextInt(2));
                    case 3 -> cluster.apis.get(random.nextInt(2));
                    default -> cluster.brokers.get(random.nextInt(3));
                };
        long started = System.nanoTime();
        String what =
                switch (which) {
                    case 1 -> "paused beyond its session: ";
                    case 2, 5 -> "restarted: ";
                    default -> "killed: ";
                };
        if (which == 1) {
            node.signal("STOP");
            readsGoOn(client);
            TimeUnit.SECONDS.sleep(10);
            node.signal("CONT");
        } else {
            if (which == 2 || which == 5) {
                node.stop();
            } else {
                node.kill();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(4_000));
            }
            node.start();
        }
        long done = System.nanoTime();
        awaitRecovery(client);
        log.add(what + node.name + " within " + TimeUnit.NANOSECONDS.toMillis(done - started)
                + " ms, sync answers again " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - done) + " ms later");
    }

    /** While an owner is silent a standby tells, perhaps something stale, and says so. */
    private void readsGoOn(Client client) {
        int stale = 0;
        for (int i = 0; i < Load.PARTICIPANTS; i++) {
            Client.Reply reply = client.get("/api/v1/gamify/state/p" + i);
            assertThat(reply.status())
                    .as("seed %s: %s", seed, reply.http().body())
                    .isEqualTo(200);
            stale += reply.body().has("stale_by") ? 1 : 0;
        }
        log.add("reads of " + Load.PARTICIPANTS + " participants while paused: all answered, " + stale + " as stale");
    }

    /** Until a sync event is answered with its results. */
    private static void awaitRecovery(Client client) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> client.post(Client.SYNC, "{\"participant_id\":\"probe\",\"event_type\":\"probe\"}")
                                .status()
                        == 200);
    }

    private static Checker.Found found(Client client) {
        List<JsonNode> accepted = client.outcomes(Topics.ACCEPTED_EVENTS).stream()
                .filter(event -> event.get("event_type").asText().equals("quiz"))
                .toList();
        Map<String, Long> balances = new HashMap<>();
        for (int i = 0; i < Load.PARTICIPANTS; i++) {
            long points = client.points("p" + i);
            if (points > 0) {
                balances.put("p" + i, points);
            }
        }
        Map<String, BigDecimal> scores = new HashMap<>();
        client.get("/api/v1/contests/cup/leaderboard?limit=500")
                .body()
                .path("rows")
                .forEach(row -> scores.put(
                        row.get("participant_id").asText(), row.get("score").decimalValue()));
        return new Checker.Found(
                accepted,
                client.outcomes(Topics.POINTS_OUTCOMES),
                client.outcomes(Topics.CONTEST_OUTCOMES),
                balances,
                scores,
                client.committed(Topics.RAW_EVENTS_DLQ).size());
    }

    private void report(Load load) {
        Map<String, Integer> counts = new HashMap<>();
        load.history.all().forEach(told -> {
            String kind = told instanceof History.Answered answered
                    ? answered.pending() ? "pending" : answered.duplicate() ? "duplicate" : "new"
                    : told.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
            counts.merge(kind, 1, Integer::sum);
        });
        log.add(load.requests() + " requests, " + load.failures() + " of them retried; told: " + counts);
    }
}
