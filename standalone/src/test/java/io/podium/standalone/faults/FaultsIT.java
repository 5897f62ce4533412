package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guarantees under faults: a cluster is hurt again and again while clients work, and at the end a checker that
 * knows every answer proves that nothing was lost, doubled or wrongly answered. {@code -Dpodium.faults.seed} chooses
 * what happens (one seed or several, as in {@code 1..20}), {@code -Dpodium.faults.seconds} for how long, {@code
 * -Dpodium.faults.only} a single kind; {@code -Dpodium.faults.without=dedup} or {@code exactly-once} takes away what
 * the guarantees rest on, and then the checker must find violations.
 */
class FaultsIT {

    private static final int SECONDS = Integer.getInteger("podium.faults.seconds", 45);
    private static final String ONLY = System.getProperty("podium.faults.only", "");
    private static final String WITHOUT = System.getProperty("podium.faults.without", "");

    @TempDir
    Path directory;

    private long seed = seeds().findFirst().orElseThrow();
    private Random random = new Random(seed);
    private final List<String> log = new ArrayList<>();

    static LongStream seeds() {
        String[] range = System.getProperty("podium.faults.seed", "7").split("\\.\\.");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_dies_each_accepted_key_is_counted_once_and_every_answer_was_true(long chosen) throws Exception {
        seed = chosen;
        random = new Random(chosen);
        run(WITHOUT, SECONDS, ONLY.isEmpty() ? List.of(Fault.values()) : List.of(Fault.valueOf(ONLY)));
    }

    @Test
    void a_rolling_restart_of_every_role_shows_clients_nothing_but_503() throws Exception {
        if (WITHOUT.isEmpty() && ONLY.isEmpty()) {
            Load load = run("", 1, List.of(Fault.RESTART_BROKERS, Fault.RESTART_PROCESSORS, Fault.RESTART_APIS));
            assertThat(load.errors()).isSubsetOf("503", Load.REFUSED, Load.CLOSED);
        }
    }

    @Test
    void the_checker_finds_violations_where_dedup_is_switched_off() throws Exception {
        if (WITHOUT.isEmpty()) {
            run("dedup", 0, List.of());
        }
    }

    private Load run(String without, int seconds, List<Fault> faults) throws Exception {
        System.out.println(
                "faults: seed " + seed + ", " + seconds + " s" + (without.isEmpty() ? "" : ", without " + without));
        try (Cluster cluster = new Cluster(directory, Cluster.Size.SAFE, options(without), List.of());
                Client client = new Client(cluster.url(0), cluster.bootstrap(), Cluster.SECRET, Cluster.TENANT);
                Probe probe = new Probe(cluster)) {
            probe.awaitRecovery(System.nanoTime());
            Load load = new Load(cluster, seed);
            // A cluster that has just started is no measure: nothing is compiled yet, and stores are still empty.
            awaitHistory(load, without.isEmpty() ? 1_000 : 400);
            strike(cluster, probe, faults, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
            load.close();
            report(load);
            if (without.isEmpty()) {
                assertThat(load.errors())
                        .as("what a good request may be answered while nodes die, seed %s", seed)
                        .isSubsetOf("503", "timeout", Load.REFUSED, Load.CLOSED);
                assertThat(lastingViolations(load, client))
                        .as("seed %s, %s", seed, log)
                        .isEmpty();
                log.add("seed " + seed + ": all guarantees hold");
            } else {
                List<String> found = violationsWhenQuiet(load, client);
                log.add("without " + without + ": " + found.size() + " violations, for example "
                        + found.stream().limit(3).toList());
                assertThat(found).isNotEmpty();
            }
            return load;
        } finally {
            log.forEach(line -> System.out.println("faults: " + line));
        }
    }

    private static void awaitHistory(Load load, int size) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> load.history.all().size() > size);
    }

    private static List<String> options(String without) {
        return switch (without) {
            case "" -> List.of();
            case "dedup" -> List.of("--dedup-window=PT1S");
            case "exactly-once" ->
                List.of("--without-exactly-once", "--commit-interval=PT5S", "--sync-commit-interval=PT5S");
            default -> throw new IllegalArgumentException("expected dedup or exactly-once, but " + without);
        };
    }

    /** Deals out the faults in an order that the seed chooses, all of a short list, else until the time is over. */
    private void strike(Cluster cluster, Probe probe, List<Fault> faults, long endNanos) throws InterruptedException {
        List<Fault> deck = new ArrayList<>();
        boolean all = faults.size() < Fault.values().length;
        while (System.nanoTime() < endNanos || (all && !deck.isEmpty())) {
            if (deck.isEmpty()) {
                deck.addAll(faults);
                Collections.shuffle(deck, random);
            }
            Fault fault = deck.remove(0);
            if (!fault.possible(cluster)) {
                log.add("left out, because this machine does not allow it: " + fault.title);
                continue;
            }
            TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(2_000));
            long began = System.nanoTime();
            fault.strike(cluster, random);
            long struckMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            long outageMs = probe.awaitRecovery(began);
            log.add(String.format(
                    Locale.ROOT,
                    "| %d | %s | %.1f | %.1f |",
                    seed,
                    fault.title,
                    struckMs / 1_000.0,
                    outageMs / 1_000.0));
        }
    }

    private static List<String> lastingViolations(Load load, Client client) {
        List<String> last = new ArrayList<>();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        last.clear();
                        last.addAll(Checker.violations(load.history.all(), found(client)));
                        return last.isEmpty();
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            // They last.
        }
        return last;
    }

    private static List<String> violationsWhenQuiet(Load load, Client client) {
        List<Integer> counts = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    Checker.Found found = found(client);
                    counts.add(found.accepted().size()
                            + found.points().size()
                            + found.contests().size());
                    int size = counts.size();
                    return size > 3 && counts.get(size - 1).equals(counts.get(size - 3));
                });
        return Checker.violations(load.history.all(), found(client));
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
        load.history.all().forEach(reported -> {
            String kind = reported instanceof History.Answered answered
                    ? answered.pending() ? "pending" : answered.duplicate() ? "duplicate" : "new"
                    : reported instanceof History.Read read && read.stale()
                            ? "stale read"
                            : reported.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            counts.merge(kind, 1, Integer::sum);
        });
        log.add(load.requests() + " requests, " + load.failures() + " of them retried, longest time without one taken "
                + load.longestGapMs() + " ms, " + load.unread() + " reads without answer; retried: " + load.errors()
                + "; reported: " + counts);
    }
}
