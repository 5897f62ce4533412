package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.command.PodiumRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace of an event that was taken back says by what, when and how much. */
class ReversedTraceIT {

    private static final String RULES = """
            { kind: earn_rule, id: order, event_type: order, grant: { amount: 100 } }
            ---
            { kind: challenge, id: club, title: Club, objectives: [
              { id: buy, label: Buy, evaluator: count, event_type: order, target: 5 }] }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2020-01-01T00:00:00Z"
            ends_at: "2999-01-01T00:00:00Z"
            scoring: { event_type: order, score_attribute: value, method: cumulative }
            """;
    private static final String ORDER =
            "\"participant_id\":\"p\",\"event_type\":\"order\",\"attributes\":{\"value\":8}";

    @TempDir
    Path directory;

    @Test
    void each_reversal_has_a_line() {
        try (LiveRun run = new LiveRun(directory, 2)) {
            run.publish(RULES, Instant.EPOCH);
            run.start();
            run.send("o1", ORDER);
            awaitLines(run, 1);
            String id = lines(run).get(0).get("event_id").asText();
            assertThat(trace(run, "o1")).contains("verdict   accepted").doesNotContain("reversed");

            order(run, "spent", new Command.Deduct(80, "voucher", null));
            awaitLines(run, 2);
            order(run, "half", new Command.Reverse(id, new BigDecimal("0.5"), "damaged", null));
            awaitLines(run, 3);
            run.send("refund", "\"participant_id\":\"p\",\"event_type\":\"refund\",\"reverses\":\"o1\"");
            awaitLines(run, 4);
            order(run, "again", new Command.Reverse("o1", BigDecimal.ONE, "lost", null));
            awaitLines(run, 5);
            LiveRun.await(() -> run.client().outcomes(Topics.CONTEST_OUTCOMES).size() == 3);

            List<String> reversed = trace(run, id)
                    .lines()
                    .filter(line -> line.startsWith("reversed"))
                    .toList();
            assertThat(reversed).hasSize(3);
            assertThat(reversed.get(0))
                    .matches("reversed  by command evt_\\w+ \\(damaged, 0.5 of it\\) at 20\\S+Z: .*")
                    .contains("-20 points of order (owed: 30)", "-4 in contest cup")
                    .doesNotContain("objective");
            assertThat(reversed.get(1))
                    .matches("reversed  by event evt_\\w+ at 20\\S+Z: .*")
                    .contains("0 points of order (owed: 50)", "objective club/buy from 1 to 0", "-4 in contest cup");
            assertThat(reversed.get(2))
                    .matches("reversed  not by command evt_\\w+ \\(lost\\) at 20\\S+Z: already_reversed: " + id);
            assertThat(trace(run, "o1").lines().filter(line -> line.startsWith("reversed")))
                    .as("by its key")
                    .containsExactlyElementsOf(reversed);
        }
    }

    private static void order(LiveRun run, String key, Command command) {
        run.client()
                .produce(KafkaEventLog.record(
                        LiveRun.TENANT, new RawCommand("p", key, command), System.currentTimeMillis(), true));
    }

    private static List<JsonNode> lines(LiveRun run) {
        return run.client().outcomes(Topics.POINTS_OUTCOMES);
    }

    private static void awaitLines(LiveRun run, int count) {
        LiveRun.await(() -> lines(run).size() == count);
    }

    private static String trace(LiveRun run, String idOrKey) {
        return PodiumRun.of(
                "events",
                "trace",
                idOrKey,
                "--tenant=" + LiveRun.TENANT,
                "--bootstrap-servers=" + run.bootstrapServers());
    }
}
