package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.command.PodiumRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer that stamps its records with the event's time: they are judged by the rules of that time, and the trace
 * says so.
 */
class OldTimestampIT {

    private static final String CONTEST = """
            kind: contest
            id: cup
            title: Cup
            starts_at: "2020-01-01T00:00:00Z"
            ends_at: "2999-01-01T00:00:00Z"
            scoring: { event_type: played, method: count }
            """;

    @TempDir
    Path directory;

    @Test
    void a_contest_published_since_does_not_count_it_and_the_trace_says_why() {
        Instant now = Instant.now();
        Instant stamped = now.minus(Duration.ofHours(3));
        try (LiveRun run = new LiveRun(directory, 1)) {
            run.publish(CONTEST, now.minus(Duration.ofHours(1)));
            run.start();
            send(run, "new", now);
            send(run, "old", stamped);
            send(run, "newer", now);
            LiveRun.await(() -> run.client().outcomes(Topics.CONTEST_OUTCOMES).size() == 2);
            assertThat(run.client().outcomes(Topics.CONTEST_OUTCOMES))
                    .extracting(OldTimestampIT::participant)
                    .containsExactly("new", "newer");
            assertThat(trace(run, "old"))
                    .contains("judged    by the rules in force at its record timestamp "
                            + Instant.ofEpochMilli(stamped.toEpochMilli()))
                    .contains("contests published since do not count it");
            assertThat(trace(run, "newer")).doesNotContain("judged  ");
        }
    }

    private static String participant(JsonNode outcome) {
        return outcome.get("participant_id").asText();
    }

    private static void send(LiveRun run, String participant, Instant at) {
        String event = "{\"tenant_id\":\"" + LiveRun.TENANT + "\",\"participant_id\":\"" + participant
                + "\",\"event_type\":\"played\",\"idempotency_key\":\"" + participant + "\"}";
        run.client()
                .produce(new ProducerRecord<>(
                        "raw-events", 0, at.toEpochMilli(), Client.utf8(participant), Client.utf8(event)));
    }

    private static String trace(LiveRun run, String key) {
        return PodiumRun.of(
                "events", "trace", key, "--tenant=" + LiveRun.TENANT, "--bootstrap-servers=" + run.bootstrapServers());
    }
}
