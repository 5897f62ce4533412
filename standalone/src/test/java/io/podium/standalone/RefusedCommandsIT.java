package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that other rules for the past would refuse are counted before anybody changes the past. */
class RefusedCommandsIT {

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: %d } }
            ---
            { kind: earn_rule, id: order, event_type: order, grant: { amount: %d } }
            """;

    @TempDir
    Path directory;

    @Test
    void a_backtest_and_a_new_generation_count_them() throws Exception {
        try (LiveRun run = new LiveRun(directory, 3)) {
            run.publish(RULES.formatted(100, 100), Instant.EPOCH);
            run.start();
            run.send("e1", "\"participant_id\":\"p1\",\"event_type\":\"quiz\"");
            run.send("e2", "\"participant_id\":\"p2\",\"event_type\":\"order\"");
            awaitLines(run, 2);
            command(run, "p1", "spent", new Command.Deduct(80, "voucher", null));
            awaitLines(run, 3);
            command(run, "p1", "both", new Command.Deduct(20, "voucher", null));
            command(run, "p2", "wanted", new Command.Deduct(150, "voucher", null));
            awaitLines(run, 5);
            Path rules = Files.createDirectory(directory.resolve("rules"));
            Files.writeString(rules.resolve("rules.yaml"), RULES.formatted(50, 200));

            String report = Child.run(
                    directory.resolve("backtest.log"),
                    "backtest",
                    "--tenant=" + LiveRun.TENANT,
                    "--rules=" + rules,
                    "--report=" + directory.resolve("report"),
                    "--bootstrap-servers=" + run.bootstrapServers());
            assertThat(report)
                    .containsSubsequence(
                            "commands that were done would be refused",
                            "1  deduct",
                            "of p1: insufficient_points, 80 required and 50 available",
                            "commands that were refused would be done",
                            "1  deduct",
                            "of p2: insufficient_points, 150 required and 100 available");
            JsonNode json = Json.read(Files.readAllBytes(directory.resolve("report/backtest.json")), JsonNode.class);
            assertThat(json.at("/refused/by_kind/deduct").asInt()).isEqualTo(1);
            assertThat(json.at("/refused/examples/0/idempotency_key").asText()).isEqualTo("spent");
            assertThat(json.at("/refused/examples/0/code").asText()).isEqualTo("insufficient_points");
            assertThat(json.at("/done/examples/0/idempotency_key").asText()).isEqualTo("wanted");
            assertThat(directory.resolve("report/backtest.html"))
                    .content()
                    .contains("Were done, would be refused", "80 required and 50 available");

            assertThat(warnings(run, rules, "g2"))
                    .contains("1 command that was done would be refused in the generation (1 deduct)");
            assertThat(warnings(run, rules, "g3", "--no-count")).doesNotContain("would be refused");
        }
    }

    private String warnings(LiveRun run, Path rules, String name, String... more) throws Exception {
        String[] words = new String[6 + more.length];
        words[0] = "generation";
        words[1] = "create";
        words[2] = name;
        words[3] = "--tenant=" + LiveRun.TENANT;
        words[4] = "--rules=" + rules;
        words[5] = "--bootstrap-servers=" + run.bootstrapServers();
        System.arraycopy(more, 0, words, 6, more.length);
        try (Child create = new Child(directory.resolve(name + ".log"), words)) {
            create.end();
            return create.errors();
        }
    }

    private static void command(LiveRun run, String participant, String key, Command command) {
        run.client()
                .produce(KafkaEventLog.record(
                        LiveRun.TENANT, new RawCommand(participant, key, command), System.currentTimeMillis(), true));
    }

    private static void awaitLines(LiveRun run, int lines) {
        LiveRun.await(() -> run.client().outcomes(Topics.POINTS_OUTCOMES).size() == lines);
    }
}
