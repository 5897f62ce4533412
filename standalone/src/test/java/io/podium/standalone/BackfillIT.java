package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.DevNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import beside live traffic, killed again and again. {@code -Dpodium.backfill.rows}, {@code .kills}, {@code
 * .live} (requests per second, a tenth of them sync) and {@code .seconds} (of live traffic before the import) make it
 * longer; what is printed is measured on the machine that it runs on.
 */
class BackfillIT {

    private static final int ROWS = Integer.getInteger("podium.backfill.rows", 20_000);
    private static final int KILLS = Integer.getInteger("podium.backfill.kills", 3);
    private static final int LIVE_PER_SECOND = Integer.getInteger("podium.backfill.live", 100);
    private static final int SECONDS_BEFORE = Integer.getInteger("podium.backfill.seconds", 12);
    private static final Duration STARTING = Duration.ofSeconds(6);
    private static final long SEED = Long.getLong("podium.backfill.seed", 1);

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final AtomicInteger liveKeys = new AtomicInteger();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Long> starts = new ArrayList<>();
    private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();

    /** A live sync answer: when its request was due, and how long it took. */
    private record Answer(long due, long nanos) {}

    /** What the file holds. */
    private record History(Path file, Set<String> keys, long rows, long bad) {}

    @Test
    void every_row_counts_once_whenever_the_import_is_killed() throws Exception {
        History history = history();
        ScheduledExecutorService live = Executors.newScheduledThreadPool(2);
        try (Child dev = new Child(
                        directory.resolve("dev.log"),
                        "dev",
                        "--port=0",
                        "--kafka-port=0",
                        "--data-dir=" + directory.resolve("data"));
                Client client = client(dev)) {
            live.scheduleAtFixedRate(() -> live(client), 0, 1_000_000L / LIVE_PER_SECOND, TimeUnit.MICROSECONDS);
            List<Answer> before = measured(SECONDS_BEFORE);
            String report = importWithKills(history, dev);
            List<Answer> during = answers();
            live.shutdownNow();
            report(before, during);
            check(client, history, report);
            assertThat(refused).isEmpty();
        } finally {
            live.shutdownNow();
        }
    }

    private History history() throws IOException {
        Path file = directory.resolve("history.ndjson");
        Set<String> keys = new HashSet<>();
        long bad = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                boolean spoiled = random.nextInt(1_000) == 0;
                String key = "old:" + (i > 0 && random.nextInt(100) == 0 ? random.nextInt(i) : i);
                out.write("{\"participant_id\":" + (spoiled ? i : "\"h" + i % 5_000 + "\"")
                        + ",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":" + i % 100
                        + "},\"occurred_at\":\"2026-0" + (1 + i % 9) + "-11T10:00:00Z\",\"idempotency_key\":\"" + key
                        + "\"}\n");
                bad += spoiled ? 1 : 0;
                if (!spoiled) {
                    keys.add(key);
                }
            }
        }
        return new History(file, keys, ROWS, bad);
    }

    /**
     * One request, each tenth a sync one, whose latency counts from when it was due, whether or not others are under
     * way.
     */
    private void live(Client client) {
        long due = System.nanoTime();
        int number = liveKeys.getAndIncrement();
        boolean sync = number % 10 == 0;
        byte[] body = ("{\"participant_id\":\"l" + number % 500
                        + "\",\"event_type\":\"quiz_completed\",\"attributes\":{\"score\":50},\"idempotency_key\":\"live:"
                        + number + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        client.postAsync(sync ? Client.SYNC : Client.SINGLE, body).whenComplete((reply, failure) -> {
            if (sync) {
                answers.add(new Answer(due, System.nanoTime() - due));
            }
            if (failure != null || reply.status() >= 300) {
                refused.add(failure == null ? reply.status() : 0);
            }
        });
    }

    private List<Answer> measured(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds); // live traffic for that long is what is measured
        answers(); // the first seconds warm up
        TimeUnit.SECONDS.sleep(seconds);
        return answers();
    }

    private List<Answer> answers() {
        List<Answer> taken = new ArrayList<>();
        for (Answer one = answers.poll(); one != null; one = answers.poll()) {
            taken.add(one);
        }
        return taken;
    }

    private String importWithKills(History history, Child dev) throws InterruptedException {
        long began = System.nanoTime();
        String printed = "";
        int kills = 0;
        for (int round = 0; round <= KILLS; round++) {
            starts.add(System.nanoTime());
            try (Child backfill = Child.gentle(
                    directory.resolve("import-" + round + ".log"),
                    "backfill",
                    "--allow-rejects=1000000",
                    history.file().toString(),
                    "--tenant=" + DevNode.TENANT,
                    "--bootstrap-servers=" + kafka(dev),
                    "--application-id=podium-dev",
                    "--watch=" + url(dev),
                    "--state-dir=" + directory.resolve("import"))) {
                // From before the first row to well behind it, so that each phase is hit.
                if (round < KILLS && !backfill.waitFor(random.nextInt(killMillis()))) {
                    backfill.kill();
                    kills++;
                    continue;
                }
                // Also where it was faster than the next kill: what comes after an end is another import.
                printed = backfill.end();
                break;
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "backfill: %,d rows, %d kills, %.0f s, %,.0f rows/s with all restarts%n",
                ROWS, kills, seconds, ROWS / seconds);
        assertThat(kills).as("kills while it ran").isPositive();
        return printed;
    }

    /** So that the kills come while there is something to import. */
    private static int killMillis() {
        return Math.max(8_000, Math.min(25_000, ROWS / Math.max(1, KILLS) / 4));
    }

    private void report(List<Answer> before, List<Answer> during) {
        for (double percentile : new double[] {0.5, 0.9, 0.99}) {
            System.out.printf(
                    "backfill: live sync p%.0f before %.1f ms (%,d), during %.1f ms (%,d), ratio %.2f%n",
                    percentile * 100,
                    at(before, percentile),
                    before.size(),
                    at(during, percentile),
                    during.size(),
                    at(during, percentile) / at(before, percentile));
        }
        Map<Long, List<Answer>> minutes = during.stream()
                .collect(Collectors.groupingBy(
                        one -> TimeUnit.NANOSECONDS.toMinutes(one.due() - starts.get(0)),
                        TreeMap::new,
                        Collectors.toList()));
        minutes.forEach((minute, answers) ->
                System.out.printf("backfill: live sync p99 in minute %d: %.1f ms%n", minute + 1, at(answers, 0.99)));
        long afterStarts = during.stream()
                .filter(one -> one.nanos() > 2 * at(before, 0.99) * 1e6)
                .filter(one -> sinceStart(one) < STARTING.toNanos())
                .count();
        System.out.printf(
                "backfill: slower than twice the p99 before: %,d, of these %,d within %d s of a start of the import%n",
                during.stream()
                        .filter(one -> one.nanos() > 2 * at(before, 0.99) * 1e6)
                        .count(),
                afterStarts,
                STARTING.toSeconds());
    }

    private long sinceStart(Answer answer) {
        return answer.due()
                - starts.stream()
                        .filter(start -> start <= answer.due())
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(starts.get(0));
    }

    private static double at(List<Answer> answers, double percentile) {
        long[] sorted = answers.stream().mapToLong(Answer::nanos).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(percentile * sorted.length))] / 1e6;
    }

    private void check(Client client, History history, String report) {
        System.out.println(report.lines()
                .filter(line -> line.startsWith("read")
                        || line.startsWith("accepted")
                        || line.startsWith("dupl")
                        || line.startsWith("rejected  ")
                        || line.contains("add up"))
                .map(line -> "backfill: " + line)
                .reduce("", (all, line) -> all.isEmpty() ? line : all + System.lineSeparator() + line));
        assertThat(report).contains("the numbers add up");
        assertThat(number(report, "read")).isEqualTo(history.rows());
        assertThat(number(report, "accepted")).isEqualTo(history.keys().size());
        assertThat(number(report, "rejected")).isEqualTo(history.bad());
        List<String> imported = new ArrayList<>();
        AtomicInteger liveEvents = new AtomicInteger();
        client.forEachCommitted(Topics.ACCEPTED_EVENTS.name(), record -> {
            if (record.value() != null) {
                String key = Json.read(record.value(), AcceptedEvent.class).idempotencyKey();
                if (key.startsWith("old:")) {
                    imported.add(key);
                } else {
                    liveEvents.incrementAndGet();
                }
            }
        });
        assertThat(imported).as("each key once").hasSameSizeAs(history.keys());
        assertThat(new HashSet<>(imported)).isEqualTo(history.keys());
        assertThat(liveEvents.get()).isBetween(liveKeys.get() - LIVE_PER_SECOND, liveKeys.get());
        assertThat(lines(directory.resolve("import/rejected.ndjson"))).hasSize((int) history.bad());
    }

    private static long number(String report, String name) {
        return report.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Long.parseLong(line.replaceAll("\\(.*", "").replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : Collections.emptyList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Client client(Child dev) {
        return new Client(url(dev), kafka(dev), DevNode.ADMIN_KEY);
    }

    private static String url(Child dev) {
        return dev.line("ready ").substring("ready ".length()).trim();
    }

    private static String kafka(Child dev) {
        return dev.line("kafka ").substring("kafka ".length()).trim();
    }
}
