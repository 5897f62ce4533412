package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of grants, imported with kills in the middle, and once more. */
class GrantImportIT {

    private static final int ROWS = 4_000;
    private static final int PARTICIPANTS = 300;
    private static final int KILLS = 2;

    @TempDir
    Path directory;

    /** Points by participant, of the rows that are good and the first of their key. */
    private final Map<String, Long> expected = new TreeMap<>();

    private int keys;
    private int repeated;
    private int bad;

    @Test
    void each_grant_is_once_in_the_ledger() throws Exception {
        Path file = write();
        try (LiveRun run = new LiveRun(directory, 6)) {
            run.start();
            // The live run knows one row's key as a command's, and another's as an event's, which is no obstacle.
            Command earlier = new Command.Grant(7, "earlier", null, null, true);
            run.client()
                    .produce(KafkaEventLog.record(
                            LiveRun.TENANT, new RawCommand("p1", "k1", earlier), System.currentTimeMillis(), true));
            run.send("k2", "\"participant_id\":\"p2\",\"event_type\":\"e\"");
            expected.merge("p1", 7L, Long::sum);
            expected.merge("p1", -amount(1), Long::sum);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = accepted(run.client()).size();
                try (Child backfill = start(run, file, kill, 300)) {
                    ProgressWait.until(
                            "grants",
                            () -> accepted(run.client()).size(),
                            count -> count > before + 200 || !backfill.isAlive());
                    assertThat(backfill.isAlive()).as("killed while it ran").isTrue();
                    backfill.kill();
                }
            }
            String report = end(start(run, file, KILLS, 20_000));
            assertThat(report)
                    .contains("goes on behind", "the numbers add up")
                    .containsPattern("read +" + shown(ROWS))
                    .containsPattern("granted +" + shown(keys - 1))
                    .containsPattern("duplicates +" + shown(repeated + 1) + "  \\(" + shown(repeated)
                            + " imported before, 1 known to the live run\\)")
                    .containsPattern("rejected +" + shown(bad));
            check(run.client());
            assertThat(Files.readAllLines(directory.resolve("import/rejected.ndjson")))
                    .hasSize(bad)
                    .allMatch(line -> line.contains("expected a whole number from 1 to 1000000, but 0 came"));
            JsonNode written = Json.read(Files.readAllBytes(directory.resolve("import/report.json")), JsonNode.class);
            assertThat(written.get("kind").asText()).isEqualTo("grants");
            assertThat(written.get("points").asLong())
                    .isEqualTo(expected.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            - 7);

            assertThat(end(start(run, file, KILLS + 1, 20_000)))
                    .as("once more")
                    .containsPattern("granted +0")
                    .containsPattern("duplicates +" + shown(ROWS - bad));
            check(run.client());
        }
    }

    private static long amount(int row) {
        return 1L + row % 50;
    }

    private static String shown(int number) {
        return String.format("%,d", number);
    }

    /** Repeated keys and bad amounts among good rows. */
    private Path write() throws Exception {
        List<String> lines = new ArrayList<>(List.of("customer;points;key"));
        for (int i = 0; i < ROWS; i++) {
            boolean spoiled = i % 100 == 99;
            boolean again = i % 100 == 50;
            String participant = "p" + i % PARTICIPANTS;
            lines.add(participant + ";" + (spoiled ? 0 : amount(i)) + ";k" + (again ? i - 1 : i));
            bad += spoiled ? 1 : 0;
            repeated += again ? 1 : 0;
            if (!spoiled && !again) {
                keys++;
                expected.merge(participant, amount(i), Long::sum);
            }
        }
        Files.writeString(directory.resolve("grants.yaml"), """
                participant_id: "{customer}"
                amount: "{points:number}"
                reason: moved
                idempotency_key: "{key}"
                """);
        return Files.write(directory.resolve("grants.csv"), lines);
    }

    private Child start(LiveRun run, Path file, int round, int rate) {
        return new Child(
                directory.resolve("backfill-" + round + ".log"),
                "backfill",
                file.toString(),
                "--as=grants",
                "--mapping=" + directory.resolve("grants.yaml"),
                "--tenant=" + LiveRun.TENANT,
                "--application-id=live",
                "--max-rate=" + rate,
                "--allow-rejects=" + bad,
                "--state-dir=" + directory.resolve("import"),
                "--bootstrap-servers=" + run.bootstrapServers());
    }

    private static String end(Child backfill) throws InterruptedException {
        try (backfill) {
            return backfill.end();
        }
    }

    private static List<String> accepted(Client client) {
        List<String> commands = new ArrayList<>();
        client.forEachCommitted(Topics.ACCEPTED_EVENTS.name(), record -> {
            AcceptedEvent event = record.value() == null ? null : Json.read(record.value(), AcceptedEvent.class);
            if (event != null && event.command() != null) {
                commands.add(event.idempotencyKey());
            }
        });
        return commands;
    }

    private void check(Client client) {
        assertThat(accepted(client)).hasSize(keys).doesNotHaveDuplicates();
        List<JsonNode> lines = ProgressWait.until(
                "outcomes", () -> client.outcomes(Topics.POINTS_OUTCOMES), outcomes -> outcomes.size() == keys);
        Map<String, Long> balances = new HashMap<>();
        for (JsonNode line : lines) {
            assertThat(line.get("kind").asText()).isEqualTo("grant");
            balances.merge(
                    line.get("participant_id").asText(), line.get("delta").asLong(), Long::sum);
        }
        assertThat(balances).isEqualTo(expected);
    }
}
