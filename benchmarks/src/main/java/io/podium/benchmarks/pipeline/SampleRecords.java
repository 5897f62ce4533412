package io.podium.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import io.podium.operations.administration.RulePublisher;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.book.RuleBook;
import io.podium.rules.contest.Standing;
import io.podium.rules.evaluation.Evaluation;
import io.podium.rules.evaluation.Evaluator;
import io.podium.rules.ledger.InMemoryLedger;
import io.podium.rules.ledger.LedgerEntry;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.EventId;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.outcome.OutcomeHead;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.topic.Topics;
import io.podium.stream.dedup.DedupEntry;
import io.podium.stream.ledger.EventRefs;
import io.podium.stream.ledger.LedgerHead;
import io.podium.stream.ledger.LedgerValue;
import io.podium.stream.ledger.StoredParticipant;
import io.podium.stream.topology.StoreSerdes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/**
 * The records and the state that one event of the pipeline benchmark becomes: made by the product itself, so that the
 * bare topology moves the same.
 */
public final class SampleRecords {

    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00.123Z");
    /** Of the event whose records these are. */
    private static final String EVENT_ID = idOf(2);

    /** What an event becomes. */
    public enum Kind {
        ACCEPTED_EVENT,
        DEDUP_ENTRY,
        PARTICIPANT,
        EVENT_RESULT,
        LEDGER_ENTRY,
        LEDGER_CHUNK,
        POINTS_OUTCOME,
        CHALLENGE_OUTCOME,
        CONTEST_SCORE,
        STANDING,
        CONTEST_RESULT,
        CONTEST_OUTCOME
    }

    /** A value and how it is written. */
    record Sample(Serde<Object> serde, Object value) {
        byte[] bytes() {
            return serde.serializer().serialize("any", value);
        }
    }

    private final Map<Kind, Sample> samples = new EnumMap<>(Kind.class);

    private SampleRecords() {}

    /** Of the second quiz of a participant, under the starter rules. */
    static SampleRecords ofStarter() {
        RuleBook rules = new RuleBook(ProgramParser.ofPublished());
        var definitions =
                new RuleFiles(new ProgramParser()).readSample("starter").definitions();
        RulePublisher.plan("t", List.of(), definitions, Instant.EPOCH)
                .records()
                .values()
                .forEach(rules::publish);
        Evaluation first = evaluate(ParticipantState.EMPTY, event(idOf(1)), rules);
        AcceptedEvent event = event(EVENT_ID);
        Evaluation second = evaluate(first.state(), event, rules);
        ContestScore score = second.contestScores().get(0);
        ContestScoreDelta delta = new ContestScoreDelta(score.contestId(), requireNonNull(score.score()), 2_500L);
        EvaluatedEvent result = new EvaluatedEvent(
                "t", event.participantId(), event.eventId(), second.results(), List.of(score.contestId()));

        SampleRecords records = new SampleRecords();
        records.add(Kind.ACCEPTED_EVENT, Topics.ACCEPTED_EVENTS.value(), event);
        records.add(Kind.DEDUP_ENTRY, DedupEntry.SERDE, new DedupEntry(event.eventId(), NOW.toEpochMilli()));
        records.add(Kind.PARTICIPANT, StoreSerdes.PARTICIPANTS, new StoredParticipant(second.state(), halfway()));
        records.add(Kind.EVENT_RESULT, StoreSerdes.EVENT_RESULTS, result);
        records.add(
                Kind.LEDGER_ENTRY,
                StoreSerdes.LEDGER,
                new LedgerValue.Kept("t|p2500", 0, second.ledger().get(0), result));
        records.add(Kind.LEDGER_CHUNK, StoreSerdes.LEDGER, new LedgerValue.Chunk(refs(EventRefs.MOST)));
        records.add(
                Kind.POINTS_OUTCOME,
                Topics.POINTS_OUTCOMES.value(),
                second.outcomes().get(0));
        records.add(
                Kind.CHALLENGE_OUTCOME,
                Topics.CHALLENGE_OUTCOMES.value(),
                second.outcomes().get(1));
        records.add(Kind.CONTEST_SCORE, Topics.CONTEST_SCORES.value(), score);
        records.add(Kind.STANDING, StoreSerdes.STANDINGS, Standing.after(Optional.empty(), score, 100_000));
        records.add(Kind.CONTEST_RESULT, StoreSerdes.CONTEST_RESULTS, new ScoredEvent("t", event.eventId(), delta));
        records.add(Kind.CONTEST_OUTCOME, Topics.CONTEST_OUTCOMES.value(), outcome(event, score));
        return records;
    }

    Sample get(Kind kind) {
        return requireNonNull(samples.get(kind));
    }

    /** A record for any event in place of the sample's. */
    Template template(Kind kind) {
        return Template.of(get(kind).bytes(), EVENT_ID);
    }

    @SuppressWarnings("unchecked")
    private void add(Kind kind, Serde<?> serde, Object value) {
        samples.put(kind, new Sample((Serde<Object>) serde, value));
    }

    private static Evaluation evaluate(ParticipantState before, AcceptedEvent event, RuleBook rules) {
        return Evaluator.evaluate(before, event, NOW, rules.inForce("t", NOW), new InMemoryLedger());
    }

    /** The end of an index of the ledger as it is on average. */
    private static LedgerHead halfway() {
        return new LedgerHead(2, refs(EventRefs.MOST / 2));
    }

    private static EventRefs refs(int events) {
        EventRefs refs = EventRefs.NONE;
        for (int i = 0; i < events; i++) {
            refs = refs.with(LedgerEntry.hash("p2500:q_fit_basics:" + i), idOf(i));
        }
        return refs;
    }

    private static String idOf(long offset) {
        return EventId.at("raw-events", 0, offset, NOW.toEpochMilli());
    }

    private static AcceptedEvent event(String eventId) {
        return new AcceptedEvent(
                eventId,
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
        OutcomeHead head = new OutcomeHead(
                event.eventId() + ":contest:" + score.contestId(),
                event.eventId(),
                "t",
                event.participantId(),
                NOW,
                NOW,
                score.contestId(),
                score.contestVersion());
        return new ContestOutcome(
                head,
                score.contestId(),
                requireNonNull(score.score()),
                BigDecimal.valueOf(1_000),
                2_600L,
                2_500L,
                List.of());
    }
}
