package io.podium.ingest.http;

import io.podium.ingest.log.EventLog;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Log and engine for tests of the API node: exact, at once, and able to be down or slow. */
final class InMemoryEngine implements EventLog, EngineQueries {

    record Stored(String tenantId, String eventId, RawEvent event, boolean sync) {}

    final List<Stored> log = new ArrayList<>();
    boolean logDown;
    boolean verdictsDown;
    boolean resultsPending;
    boolean readsDown;
    /** Where set, appends throw it, as a defect would. */
    RuntimeException failure;
    /** Where set, appends complete only when this does. */
    CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    private final Map<String, String> firstOfKey = new HashMap<>();

    @Override
    public synchronized CompletableFuture<Append> append(
            String tenantId, RawEvent event, long arrivedAtMs, boolean sync) {
        if (failure != null) {
            throw failure;
        }
        if (logDown) {
            return CompletableFuture.completedFuture(new Append.Failed("down"));
        }
        String eventId = EventId.at("raw-events", 0, log.size(), arrivedAtMs);
        log.add(new Stored(tenantId, eventId, event, sync));
        if (event.idempotencyKey() != null) {
            firstOfKey.putIfAbsent(tenantId + "|" + event.idempotencyKey(), eventId);
        }
        int partition = partition(tenantId, event);
        Append written = new Append.Written(partition, log.size() - 1L, eventId);
        return gate.thenApply(open -> written);
    }

    @Override
    public int partition(String tenantId, RawEvent event) {
        return event.idempotencyKey() == null ? 0 : event.idempotencyKey().length() % 3;
    }

    @Override
    public boolean isReady() {
        return !logDown;
    }

    @Override
    public synchronized CompletableFuture<Answer<List<Verdict>>> verdicts(
            int partition, List<AskedVerdict> asked, Duration wait) {
        if (verdictsDown) {
            return CompletableFuture.completedFuture(new Answer.Unknown<>());
        }
        return CompletableFuture.completedFuture(
                new Answer.Known<>(asked.stream().map(this::verdict).toList()));
    }

    private Verdict verdict(AskedVerdict asked) {
        String first = firstOfKey.get(asked.tenantId() + "|" + asked.idempotencyKey());
        return first == null || first.equals(asked.eventId()) ? Verdict.NEW : new Verdict(first);
    }

    @Override
    public synchronized CompletableFuture<Answer<EvaluatedEvent>> evaluation(
            String tenantId, String participantId, String eventId, Duration wait) {
        boolean known = log.stream()
                .anyMatch(stored ->
                        stored.eventId().equals(eventId) && stored.tenantId().equals(tenantId));
        if (readsDown) {
            return CompletableFuture.completedFuture(new Answer.Unavailable<>("expected an owner, but none"));
        }
        EventResults results = new EventResults(50, null, List.of(), List.of(), List.of(), List.of());
        return CompletableFuture.completedFuture(
                known && !resultsPending
                        ? new Answer.Known<>(new EvaluatedEvent(tenantId, "p", eventId, results, List.of("cup")))
                        : new Answer.Unknown<>());
    }

    @Override
    public CompletableFuture<Answer<ScoredEvent>> scored(
            String tenantId, String contestId, String eventId, Duration wait) {
        ContestScoreDelta delta = new ContestScoreDelta(contestId, BigDecimal.TEN, 12L);
        return CompletableFuture.completedFuture(new Answer.Known<>(new ScoredEvent(tenantId, eventId, delta)));
    }

    @Override
    public CompletableFuture<Answer<ParticipantReport>> participant(String tenantId, String participantId) {
        return CompletableFuture.completedFuture(
                readsDown
                        ? new Answer.Unavailable<>("expected an owner, but none")
                        : new Answer.Known<>(new ParticipantReport(
                                participantId, 5, "gold", List.of(), List.of(), List.of(), null)));
    }

    @Override
    public CompletableFuture<Answer<LeaderboardReport>> leaderboard(
            String tenantId, String contestId, int limit, String around) {
        if (contestId.equals("huge")) {
            LeaderboardReport.Row row = new LeaderboardReport.Row(1, "x".repeat(255), BigDecimal.ONE);
            return CompletableFuture.completedFuture(new Answer.Known<>(
                    new LeaderboardReport(contestId, ContestState.ACTIVE, 1, Collections.nCopies(20_000, row))));
        }
        if (!contestId.equals("cup") || "nobody".equals(around)) {
            return CompletableFuture.completedFuture(new Answer.Unknown<>());
        }
        String participant = around == null ? "best" : around;
        return CompletableFuture.completedFuture(new Answer.Known<>(new LeaderboardReport(
                contestId,
                ContestState.ACTIVE,
                1,
                List.of(new LeaderboardReport.Row(1, participant, BigDecimal.valueOf(limit))))));
    }
}
