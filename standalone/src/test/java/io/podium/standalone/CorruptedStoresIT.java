package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes of stores' files flip on the disk: the processor says what to delete, or restores by itself; nothing counts
 * wrong.
 */
class CorruptedStoresIT {

    private static final int PARTICIPANTS = 50;
    private static final String RULES = """
            { kind: earn_rule, id: quiz, event_type: quiz, grant: { amount: 1 } }
            ---
            kind: contest
            id: cup
            title: Cup
            starts_at: "2020-01-01T00:00:00Z"
            ends_at: "2999-01-01T00:00:00Z"
            scoring: { event_type: quiz, method: count }
            """;

    @TempDir
    Path directory;

    @Test
    void damaged_stores_are_reported_and_restored_from_kafka() throws Exception {
        Path state = directory.resolve("state");
        try (LiveRun run = new LiveRun(directory, 1)) {
            run.publish(RULES, Instant.EPOCH);
            try (Child processor = processor(run, "first")) {
                processor.line("processor started");
                play(run, 0);
            }
            flipBytes(state, "standings");
            Child refused = processor(run, "refused");
            assertThat(refused.waitFor(60_000)).isTrue();
            assertThat(refused.errors().lines().filter(line -> line.startsWith("podium: ")))
                    .singleElement()
                    .asString()
                    .contains("delete " + state.resolve("podium"));
            assertThat(refused.errors()).doesNotContain("\tat ");
            try (Child restored = processor(run, "restored", "--restore-corrupted")) {
                restored.line("processor started");
                assertThat(restored.printed()).contains("deleted " + state.resolve("podium"));
                play(run, 1);
            }
            flipBytes(state, "participants");
            try (Child restored = processor(run, "restored-again", "--restore-corrupted")) {
                play(run, 2);
                assertThat(restored.printed()).contains("deleted " + state.resolve("podium"));
            }
        }
    }

    /** Every participant plays once more, and has as many points and as high a score as plays. */
    private static void play(LiveRun run, int round) {
        for (int i = 0; i < PARTICIPANTS; i++) {
            run.send("k" + i + "-" + round, "\"participant_id\":\"p" + i + "\",\"event_type\":\"quiz\"");
        }
        run.client().flush();
        int plays = PARTICIPANTS * (round + 1);
        LiveRun.await(() -> run.client().outcomes(Topics.CONTEST_OUTCOMES).size() == plays);
        assertThat(run.client().outcomes(Topics.CONTEST_OUTCOMES).stream()
                        .skip((long) PARTICIPANTS * round)
                        .map(outcome -> outcome.get("score").asInt()))
                .containsOnly(round + 1);
        assertThat(run.client().outcomes(Topics.POINTS_OUTCOMES)).hasSize(plays);
    }

    private Child processor(LiveRun run, String name, String... words) {
        String[] all = Stream.concat(
                        Stream.of(
                                "processor",
                                "--bootstrap-servers=" + run.bootstrapServers(),
                                "--state-dir=" + directory.resolve("state"),
                                "--query-port=0"),
                        Stream.of(words))
                .toArray(String[]::new);
        return new Child(directory.resolve(name + ".log"), all);
    }

    /** Flips bytes of what the first blocks of all tables of a store hold. */
    private static void flipBytes(Path state, String store) throws IOException {
        List<Path> tables;
        try (Stream<Path> files = Files.walk(state)) {
            tables = files.filter(file -> file.toString().endsWith(".sst")
                            && file.getParent().getFileName().toString().equals(store))
                    .toList();
        }
        assertThat(tables).isNotEmpty();
        for (Path table : tables) {
            byte[] bytes = Files.readAllBytes(table);
            for (int i = 8; i < Math.min(200, bytes.length / 2); i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(table, bytes);
        }
    }
}
