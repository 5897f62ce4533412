package io.podium.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.Client;
import io.podium.standalone.ProgressWait;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * A cluster that is hurt again and again while clients work, and a checker at the end that knows every answer and looks
 * whether anything was lost, doubled or wrongly answered.
 */
final class FaultRun {

    private static final int HISTORY = 1_000;

    private final Path directory;
    private final long seed;
    private final Random random;
    private final Consumer<String> log;
    private final List<Outage> outages = new ArrayList<>();

    /**
     * Prepares one; nothing runs yet.
     *
     * @param directory an empty one, for the state and the output of all processes
     * @param seed chooses the faults and what clients do
     * @param log hears what happened, line by line
     */
    FaultRun(Path directory, long seed, Consumer<String> log) {
        this.directory = directory;
        this.seed = seed;
        this.random = new Random(seed);
        this.log = log;
    }

    /** What the guarantees rest on, and can be taken away to see that the checker finds it missing. */
    enum Without {
        NOTHING,
        DEDUP,
        EXACTLY_ONCE;

        /** Further words of the processors. */
        List<String> options() {
            return switch (this) {
                case NOTHING -> List.of();
                case DEDUP -> List.of("--dedup-window=PT1S");
                case EXACTLY_ONCE ->
                    List.of("--without-exactly-once", "--commit-interval=PT5S", "--sync-commit-interval=PT5S");
            };
        }

        /** As users write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Without named(String text) {
            return Stream.of(DEDUP, EXACTLY_ONCE)
                    .filter(one -> one.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected dedup or exactly-once, but " + text));
        }
    }

    /** For how long answers were missing after a fault began. */
    record Outage(Fault fault, double seconds) {}

    /**
     * What came of it.
     *
     * @param errors kinds of failure that clients retried, see {@link Load#errors()}
     * @param violations what breaks a guarantee, a sentence each
     */
    record Report(Set<String> errors, List<String> violations, List<Outage> outages) {}

    /**
     * Deals the faults out for some seconds.
     *
     * @param faults dealt out in an order that the seed chooses; all of a short list, however long that takes
     */
    Report run(Without without, int seconds, List<Fault> faults) throws InterruptedException {
        log.accept("seed " + seed + ", " + seconds + " s" + (without == Without.NOTHING ? "" : ", without " + without));
        try (Cluster cluster = new Cluster(directory, Cluster.Size.SAFE, without.options(), List.of());
                Client client = new Client(cluster.url(0), cluster.bootstrap(), Cluster.SECRET, Cluster.TENANT);
                Probe probe = new Probe(cluster)) {
            probe.awaitRecovery(System.nanoTime());
            Load load = new Load(cluster, seed);
            // A cluster that has just started is no measure: nothing is compiled yet, and stores are still empty.
            int enough = without == Without.NOTHING ? HISTORY : HISTORY * 2 / 5;
            ProgressWait.until("a history", () -> load.history.all().size(), size -> size > enough);
            strike(cluster, probe, faults, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
            load.close();
            log.accept(summary(load));
            return new Report(load.errors(), violations(without, load, client), outages);
        }
    }

    private void strike(Cluster cluster, Probe probe, List<Fault> faults, long endNanos) throws InterruptedException {
        faults.stream()
                .filter(fault -> !fault.possible(cluster))
                .forEach(fault -> log.accept("left out, because this machine does not allow it: " + fault.title));
        boolean all = faults.size() < Fault.values().length;
        List<Fault> deck = new ArrayList<>(faults);
        Collections.shuffle(deck, random);
        while (!deck.isEmpty() && (all || System.nanoTime() < endNanos)) {
            Fault fault = deck.remove(0);
            if (fault.possible(cluster)) {
                strike(cluster, probe, fault);
            }
            if (deck.isEmpty() && System.nanoTime() < endNanos && !outages.isEmpty()) {
                deck.addAll(faults);
                Collections.shuffle(deck, random);
            }
        }
    }

    private void strike(Cluster cluster, Probe probe, Fault fault) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(2_000));
        long began = System.nanoTime();
        fault.strike(cluster, random);
        double faultSeconds = (System.nanoTime() - began) / 1e9;
        double seconds = probe.awaitRecovery(began) / 1e3;
        outages.add(new Outage(fault, seconds));
        log.accept(String.format(Locale.ROOT, "| %d | %s | %.1f | %.1f |", seed, fault.title, faultSeconds, seconds));
    }

    /**
     * Those that last. An outcome may be under way for long on a busy machine, so that they are looked for until there
     * are none, or until no topic has grown for a while.
     */
    private static List<String> violations(Without without, Load load, Client client) {
        boolean expected = without != Without.NOTHING;
        Growth growth = new Growth(expected ? Duration.ofSeconds(6) : Duration.ofMinutes(2));
        return ProgressWait.until(
                "no violation",
                () -> {
                    Checker.Found found = found(client);
                    growth.at(found.accepted().size()
                            + found.points().size()
                            + found.contests().size());
                    return Checker.violations(load.history.all(), found);
                },
                violations -> (violations.isEmpty() && !expected) || growth.isOver());
    }

    /** Whether a number still grows. */
    private static final class Growth {
        private final Duration patience;
        private int last = -1;
        private long grownNanos;

        Growth(Duration patience) {
            this.patience = patience;
        }

        void at(int now) {
            if (now != last) {
                last = now;
                grownNanos = System.nanoTime();
            }
        }

        boolean isOver() {
            return System.nanoTime() - grownNanos > patience.toNanos();
        }
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

    private static String summary(Load load) {
        Map<String, Integer> counts = new HashMap<>();
        load.history.all().forEach(reported -> {
            String kind = reported instanceof History.Answered answered
                    ? answered.pending() ? "pending" : answered.duplicate() ? "duplicate" : "new"
                    : reported instanceof History.Read read && read.stale()
                            ? "stale read"
                            : reported.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            counts.merge(kind, 1, Integer::sum);
        });
        return load.requests() + " requests, " + load.failures() + " of them retried, longest time without one taken "
                + load.longestGapMs() + " ms, " + load.unread() + " reads without answer; retried: " + load.errors()
                + "; reported: " + counts;
    }
}
