package io.podium.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.book.RuleBook;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Evaluation of an event that touches five programs, in a tenant that has five or many: the cost should follow what
 * is touched.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class EvaluationBenchmark {

    private static final int PARTICIPANTS = 1_000;
    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");

    @Param({"5", "100", "10000"})
    int programs;

    private final RuleBook book = new RuleBook(ProgramParser.ofPublished());
    private final ParticipantState[] states = new ParticipantState[PARTICIPANTS];
    private int events;
    private AcceptedEvent[] arriving;

    @Setup(Level.Trial)
    public void publish() {
        String[] touched = {
            "{\"kind\":\"earn_rule\",\"id\":\"%s\",\"event_type\":\"%s\",\"grant\":{\"amount\":50}}",
            "{\"kind\":\"earn_rule\",\"id\":\"%s\",\"event_type\":\"%s\",\"when\":\"attributes.score > 90\","
                    + "\"grant\":{\"amount_attribute\":\"score\",\"ratio\":0.1}}",
            "{\"kind\":\"challenge\",\"id\":\"%s\",\"title\":\"C\",\"objectives\":[{\"id\":\"o\",\"label\":\"O\","
                    + "\"evaluator\":\"count\",\"event_type\":\"%s\",\"target\":1000000000}]}",
            "{\"kind\":\"streak\",\"id\":\"%s\",\"label\":\"S\",\"period\":\"day\",\"qualifying_event\":\"%s\"}",
            "{\"kind\":\"contest\",\"id\":\"%s\",\"title\":\"K\",\"starts_at\":\"1970-01-01T00:00:00Z\","
                    + "\"ends_at\":\"9999-01-01T00:00:00Z\",\"scoring\":{\"event_type\":\"%s\","
                    + "\"score_attribute\":\"score\",\"method\":\"cumulative\"}}"
        };
        for (int i = 0; i < programs; i++) {
            String eventType = i < touched.length ? "quiz" : "other" + i / touched.length;
            ObjectNode definition = Json.read(
                    touched[i % touched.length].formatted("p" + i, eventType).getBytes(StandardCharsets.UTF_8),
                    ObjectNode.class);
            RuleKind kind = RuleKind.named(definition.get("kind").asText()).orElseThrow();
            var problems = book.publish(new RuleVersion("t", kind, "p" + i, Instant.EPOCH, definition));
            if (!problems.isEmpty()) {
                throw new IllegalStateException(problems.toString());
            }
        }
        arriving = new AcceptedEvent[PARTICIPANTS];
        for (int i = 0; i < PARTICIPANTS; i++) {
            ObjectNode attributes = Json.mapper().createObjectNode().put("score", i % 100);
            arriving[i] = new AcceptedEvent(
                    "evt_01HWABCDEFGHJKMNPQRSTVWXYZ", "t", "p" + i, "quiz", attributes, NOW, null, null, null, false);
            states[i] = ParticipantState.EMPTY;
        }
    }

    @Benchmark
    public Evaluation evaluate() {
        int participant = events++ % PARTICIPANTS;
        Evaluation evaluation =
                Evaluator.evaluate(states[participant], arriving[participant], NOW, book.inForce("t", NOW));
        states[participant] = evaluation.state();
        return evaluation;
    }
}
