package io.podium.benchmarks.pipeline;

import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.Standing;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.setup.RulePublisher;
import io.podium.stream.dedup.DedupEntry;
import io.podium.stream.topology.StoreSerdes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/**
 * How large the records are, in bytes, that one event of the pipeline benchmark becomes: asked of the product itself,
 * so that the bare topology moves as much.
 */
record SampleRecords(
        int accepted,
        int dedupEntry,
        int participant,
        int eventResult,
        int pointsOutcome,
        int challengeOutcome,
        int score,
        int standing,
        int contestResult,
        int contestOutcome) {

    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00.123Z");

    /** Of the second quiz of a participant, under the starter rules. */
    static SampleRecords ofStarter() {
        RuleBook rules = new RuleBook(new ProgramParser());
        var definitions =
                new RuleFiles(new ProgramParser()).readSample("starter").definitions();
        RulePublisher.plan("t", List.of(), definitions, Instant.EPOCH)
                .records()
                .values()
                .forEach(rules::publish);
        Evaluation first = evaluate(ParticipantState.EMPTY, event(1), rules);
        AcceptedEvent event = event(2);
        Evaluation second = evaluate(first.state(), event, rules);
        ContestScore score = second.contestScores().get(0);
        ContestScoreDelta delta = new ContestScoreDelta(score.contestId(), score.score(), 2_500L);
        return new SampleRecords(
                size(Topics.ACCEPTED_EVENTS, event),
                size(DedupEntry.SERDE, new DedupEntry(event.eventId(), NOW.toEpochMilli())),
                size(StoreSerdes.PARTICIPANTS, second.state()),
                size(
                        StoreSerdes.EVENT_RESULTS,
                        new EvaluatedEvent(
                                "t",
                                event.participantId(),
                                event.eventId(),
                                second.results(),
                                List.of(score.contestId()))),
                Json.write(second.outcomes().get(0)).length,
                Json.write(second.outcomes().get(1)).length,
                size(Topics.CONTEST_SCORES, score),
                size(StoreSerdes.STANDINGS, Standing.after(Optional.empty(), score, 100_000)),
                size(StoreSerdes.CONTEST_RESULTS, new ScoredEvent("t", event.eventId(), delta)),
                size(Topics.CONTEST_OUTCOMES, outcome(event, score)));
    }

    private static Evaluation evaluate(ParticipantState before, AcceptedEvent event, RuleBook rules) {
        return Evaluator.evaluate(before, event, NOW, rules.inForce("t", NOW));
    }

    private static AcceptedEvent event(int number) {
        return new AcceptedEvent(
                EventId.ofRow(NOW.toEpochMilli(), 1, number),
                "t",
                "p2500",
                "quiz_completed",
                Json.mapper().createObjectNode().put("quiz_id", "q_fit_basics").put("score", 50),
                NOW,
                "p2500:q_fit_basics:250000",
                null,
                null,
                false);
    }

    private static ContestOutcome outcome(AcceptedEvent event, ContestScore score) {
        return new ContestOutcome(
                event.eventId() + ":contest:" + score.contestId(),
                event.eventId(),
                "t",
                event.participantId(),
                NOW,
                NOW,
                score.contestId(),
                score.contestVersion(),
                score.contestId(),
                score.score(),
                BigDecimal.valueOf(1_000),
                2_600L,
                2_500L,
                List.of());
    }

    private static <V> int size(Topic<?, V> topic, V value) {
        return size(topic.value(), value);
    }

    private static <V> int size(Serde<V> serde, V value) {
        return serde.serializer().serialize("any", value).length;
    }
}
