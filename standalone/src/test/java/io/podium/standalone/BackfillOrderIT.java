package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of one participant in an import are evaluated in their order where rules depend on it. */
class BackfillOrderIT {

    private static final int PARTICIPANTS = 40;
    private static final String RULES = """
            kind: challenge
            id: club
            title: Club
            enrolment: explicit
            objectives: [{ id: buy, label: Buy, evaluator: count, event_type: buy, target: 5 }]
            ---
            kind: contest
            id: rated
            title: Rated
            starts_at: "2020-01-01T00:00:00Z"
            ends_at: "2999-01-01T00:00:00Z"
            scoring: { event_type: rating, score_attribute: value, method: latest }
            """;

    @TempDir
    Path directory;

    @Test
    void in_any_of_the_partitions_that_their_keys_put_them() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < PARTICIPANTS; i++) {
            rows.add(row("p" + i, "challenge_enrolled", "\"challenge_id\":\"club\"", "enrol-" + i));
            rows.add(row("p" + i, "buy", "\"n\":1", "order_" + i));
            rows.add(row("q" + i, "rating", "\"value\":100", "first-" + i));
            rows.add(row("q" + i, "rating", "\"value\":200", "second:" + i));
            rows.add(row("r" + i, "other", "\"n\":1", "other-" + i));
        }
        Path file = directory.resolve("rows.ndjson");
        Files.write(file, rows);
        try (LiveRun run = new LiveRun(directory, 6)) {
            run.publish(RULES, Instant.EPOCH);
            run.start();
            String report = Child.run(
                    directory.resolve("backfill.log"),
                    "backfill",
                    file.toString(),
                    "--tenant=" + LiveRun.TENANT,
                    "--application-id=live",
                    "--state-dir=" + directory.resolve("import"),
                    "--bootstrap-servers=" + run.bootstrapServers());
            assertThat(report).contains("all is sent");
            Set<String> enrolled = new HashSet<>();
            Map<String, Integer> scores = Collections.synchronizedMap(new HashMap<>());
            LiveRun.await(() -> {
                for (JsonNode outcome : run.client().outcomes(Topics.CONTEST_OUTCOMES)) {
                    scores.put(
                            outcome.get("participant_id").asText(),
                            outcome.get("score").asInt());
                }
                return scores.size() == PARTICIPANTS
                        && run.client().outcomes(Topics.CONTEST_OUTCOMES).size() == 2 * PARTICIPANTS;
            });
            assertThat(scores.values()).as("the later rating").allMatch(score -> score == 200);
            run.client()
                    .outcomes(Topics.CHALLENGE_OUTCOMES)
                    .forEach(outcome ->
                            enrolled.add(outcome.get("participant_id").asText()));
            assertThat(enrolled).as("whose purchase counted").hasSize(PARTICIPANTS);
        }
    }

    private static String row(String participant, String type, String attribute, String key) {
        return "{\"participant_id\":\"" + participant + "\",\"event_type\":\"" + type + "\",\"attributes\":{"
                + attribute + "},\"idempotency_key\":\"" + key + "\"}";
    }
}
