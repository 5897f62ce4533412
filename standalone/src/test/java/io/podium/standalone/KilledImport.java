package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.DevNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;

/** A file of old events, and its import into a running node, killed again and again at moments that a seed chooses. */
final class KilledImport {

    private final Path directory;
    private final int rows;
    private final Random random;
    private final Path file;
    private final Set<String> keys = new HashSet<>();
    private long bad;
    private String report = "";

    KilledImport(Path directory, int rows, long seed) throws IOException {
        this.directory = directory;
        this.rows = rows;
        this.random = new Random(seed);
        this.file = directory.resolve("history.ndjson");
        write();
    }

    /** Repeated keys and spoiled rows among good ones. */
    private void write() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < rows; i++) {
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
    }

    /**
     * Imports until the end, however often that is killed before.
     *
     * @param started hears of each start, in nanoseconds
     * @return how often it was killed
     */
    int run(Child dev, int most, LongConsumer started) throws InterruptedException {
        int kills = 0;
        for (int round = 0; round <= most; round++) {
            started.accept(System.nanoTime());
            try (Child backfill = Child.gentle(
                    directory.resolve("import-" + round + ".log"),
                    "backfill",
                    "--allow-rejects=1000000",
                    file.toString(),
                    "--tenant=" + DevNode.TENANT,
                    "--bootstrap-servers=" + kafka(dev),
                    "--application-id=podium-dev",
                    "--watch=" + url(dev),
                    "--state-dir=" + directory.resolve("import"))) {
                // From before the first row to well behind it, so that each phase is hit.
                if (round < most && !backfill.waitFor(random.nextInt(killMillis(most)))) {
                    backfill.kill();
                    kills++;
                    continue;
                }
                // Also where it was faster than the next kill: what comes after an end is another import.
                report = backfill.end();
                break;
            }
        }
        return kills;
    }

    /** So that the kills come while there is something to import. */
    private int killMillis(int kills) {
        return Math.max(8_000, Math.min(25_000, rows / Math.max(1, kills) / 4));
    }

    /** What the last import printed of its numbers. */
    List<String> numbers() {
        return report.lines()
                .filter(line -> line.startsWith("read")
                        || line.startsWith("accepted")
                        || line.startsWith("dupl")
                        || line.startsWith("rejected  ")
                        || line.contains("add up"))
                .toList();
    }

    /**
     * Fails where a row does not count once, or a number of the report is wrong.
     *
     * @return how many other events were accepted
     */
    int check(Client client) {
        assertThat(report).contains("the numbers add up");
        assertThat(number(report, "read")).isEqualTo(rows);
        assertThat(number(report, "accepted")).isEqualTo(keys.size());
        assertThat(number(report, "rejected")).isEqualTo(bad);
        List<String> imported = new ArrayList<>();
        List<String> others = new ArrayList<>();
        client.forEachCommitted(Topics.ACCEPTED_EVENTS.name(), record -> {
            if (record.value() != null) {
                String key = Json.read(record.value(), AcceptedEvent.class).idempotencyKey();
                (key.startsWith("old:") ? imported : others).add(key);
            }
        });
        assertThat(imported).as("each key once").hasSameSizeAs(keys);
        assertThat(new HashSet<>(imported)).isEqualTo(keys);
        assertThat(others).as("live events, each once").doesNotHaveDuplicates();
        assertThat(lines(directory.resolve("import/rejected.ndjson"))).hasSize((int) bad);
        return others.size();
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

    static String url(Child dev) {
        return dev.line("ready ").substring("ready ".length()).trim();
    }

    static String kafka(Child dev) {
        return dev.line("kafka ").substring("kafka ".length()).trim();
    }
}
