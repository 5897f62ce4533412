package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.command.PodiumRun;
import io.podium.stream.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule is changed for the past, while events arrive all the time: nothing is lost and nothing counted twice. */
class GenerationIT {

    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: %d } }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2026-01-01T00:00:00Z"
            ends_at: "%s"
            grace_hours: 0
            scoring: { event_type: quiz, method: count }
            prize_structure: [{ rank_from: 1, rank_to: 1, reward: { type: points, value: 1000 } }]
            """;

    @TempDir
    Path directory;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void a_generation_with_other_rules_for_the_past_takes_over_in_mid_stream() throws Exception {
        Instant end = Instant.now().plusSeconds(40);
        try (LiveRun run = new LiveRun(directory, 3)) {
            run.publish(RULES.formatted(10, end), Instant.EPOCH);
            run.start();
            Thread events = new Thread(() -> send(run), "events");
            events.start();
            LiveRun.await(() -> run.client().outcomes(Topics.POINTS_OUTCOMES).size() > 300);

            Path rules = Files.createDirectory(directory.resolve("rules"));
            Files.writeString(rules.resolve("rules.yaml"), RULES.formatted(25, end));
            String created = PodiumRun.of(
                    "generation",
                    "create",
                    "g2",
                    "--tenant=" + LiveRun.TENANT,
                    "--rules=" + rules,
                    "--bootstrap-servers=" + run.bootstrapServers());
            assertThat(created).contains("topics end in -g2");
            try (Engine next = run.generation("g2")) {
                LiveRun.await(() -> next.isRunning() && caughtUp(run));
                run.stop(); // nothing waits for this: the log takes what comes
                int atSwitch = sent.get();
                LiveRun.await(() -> sent.get() > atSwitch + 300);
                enough.set(true);
                events.join();
                run.client().flush();
                LiveRun.await(() -> points(run, "-g2", "quiz").size() >= sent.get());
                LiveRun.await(() -> points(run, "-g2", "cup").size() == 1);
            }
            check(points(run, "-g2", "quiz"), 25);
            assertThat(points(run, "-g2", "quiz")).hasSize(sent.get());
            List<JsonNode> before = points(run, "", "quiz");
            check(before, 10);
            assertThat(before.size()).as("the old run stopped before the end").isBetween(300, sent.get() - 1);
        }
    }

    private static void check(List<JsonNode> points, int amount) {
        Set<String> ids = new HashSet<>();
        for (JsonNode one : points) {
            assertThat(ids.add(one.get("outcome_id").asText())).isTrue();
            assertThat(one.get("points").asInt()).isEqualTo(amount);
        }
    }

    private static boolean caughtUp(LiveRun run) {
        return PodiumRun.exitOf(
                        "generation",
                        "status",
                        "g2",
                        "--application-id=live",
                        "--bootstrap-servers=" + run.bootstrapServers())
                == 0;
    }

    private static List<JsonNode> points(LiveRun run, String suffix, String rule) {
        return run.client().outcomes(Topics.POINTS_OUTCOMES.withSuffix(suffix)).stream()
                .filter(points -> points.get("rule_id").asText().equals(rule))
                .toList();
    }

    private void send(LiveRun run) {
        while (!enough.get()) {
            int number = sent.getAndIncrement();
            run.send("k" + number, "\"participant_id\":\"p" + number % 50 + "\",\"event_type\":\"quiz\"");
            if (number % 4 == 0) { // a retry, which counts in no run
                run.send("k" + number, "\"participant_id\":\"p" + number % 50 + "\",\"event_type\":\"quiz\"");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
