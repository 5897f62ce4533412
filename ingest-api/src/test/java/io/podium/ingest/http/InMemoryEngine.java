package io.podium.ingest.http;

import io.podium.ingest.log.EventLog;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.contest.ContestState;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.ContestScoreDelta;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantView;
import io.podium.schemas.query.PointsReport;
import io.podium.schemas.query.PointsTransaction;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Log and engine for tests of the API node: exact, at once, and able to be down or slow. */
final class InMemoryEngine implements EventLog, EngineQueries {

    /** Of the contest. */
    volatile long participants = 1;

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

    final List<RawCommand> commands = new ArrayList<>();
    /** Where set, commands are refused by it. */
    Refusal refusal;

    LedgerPage.Query lastQuery;
    EventPage.Query lastEventQuery;

    private static final PointsReport POINTS = new PointsReport(3, 5, 2, 0, 0, 0, List.of(), List.of());

    private final Map<String, String> firstOfKey = new HashMap<>();
    private final Map<String, String> firstOfCommandKey = new HashMap<>();
    private final Map<String, EvaluatedEvent> decided = new HashMap<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, Profile> profiles = new HashMap<>();

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
    public synchronized CompletableFuture<Append> append(String tenantId, RawCommand command, long arrivedAtMs) {
        if (logDown) {
            return CompletableFuture.completedFuture(new Append.Failed("down"));
        }
        String eventId = EventId.at("raw-commands", 0, commands.size(), arrivedAtMs);
        commands.add(command);
        firstOfCommandKey.putIfAbsent(tenantId + "|" + command.idempotencyKey(), eventId);
        if (firstOfCommandKey.get(tenantId + "|" + command.idempotencyKey()).equals(eventId)) {
            String participant = tenantId + "|" + command.participantId();
            decided.put(eventId, decide(tenantId, eventId, participant, command));
        }
        return CompletableFuture.completedFuture(new Append.Written(0, commands.size() - 1L, eventId));
    }

    /** As plainly as a test of HTTP needs it. */
    private EvaluatedEvent decide(String tenantId, String eventId, String participant, RawCommand command) {
        long held = balances.getOrDefault(participant, 0L);
        PointsTransaction transaction = new PointsTransaction(
                null, command.command().kind(), 0, held, held, new Refusal(RefusalCode.UNKNOWN_HOLD, null), null);
        if (command.command() instanceof Command.Grant grant) {
            balances.put(participant, held + grant.amount());
            transaction = done(eventId, PointsKind.GRANT, grant.amount(), held);
        } else if (command.command() instanceof Command.Deduct deduct) {
            transaction = spend(eventId, PointsKind.DEDUCT, participant, deduct.amount());
        } else if (command.command() instanceof Command.Hold hold) {
            transaction = spend(eventId, PointsKind.HOLD, participant, hold.amount());
        } else if (command.command() instanceof PersonCommand person) {
            if (person instanceof PersonCommand.SetProfile set) {
                profiles.put(participant, set.profile());
            } else if (person instanceof PersonCommand.Erase) {
                profiles.remove(participant);
            }
            transaction = new PointsTransaction(null, null, 0, held, held, null, null);
        } else if (command.command() instanceof Command.Reverse) {
            transaction = new PointsTransaction(
                    null, PointsKind.REVERSE, 0, held, held, new Refusal(RefusalCode.UNKNOWN_EVENT, null), null);
        }
        if (refusal != null) {
            transaction = new PointsTransaction(null, command.command().kind(), 0, held, held, refusal, null);
        }
        EventResults nothing = new EventResults(0, null, List.of(), List.of(), List.of(), List.of());
        return new EvaluatedEvent(
                tenantId,
                command.participantId(),
                eventId,
                nothing,
                List.of(),
                transaction,
                command.command().eventType(),
                0);
    }

    private PointsTransaction spend(String eventId, PointsKind kind, String participant, long amount) {
        long held = balances.getOrDefault(participant, 0L);
        if (held < amount) {
            Refusal refusal = new Refusal(RefusalCode.INSUFFICIENT_POINTS, amount);
            return new PointsTransaction(null, kind, 0, held, held, refusal, null);
        }
        balances.put(participant, held - amount);
        return done(eventId, kind, -amount, held);
    }

    private static PointsTransaction done(String eventId, PointsKind kind, long delta, long before) {
        return new PointsTransaction(eventId + ":x", kind, delta, before + delta, before, null, null);
    }

    @Override
    public int partition(String idempotencyKey) {
        return 0;
    }

    @Override
    public CompletableFuture<Answer<Verdict>> firstOf(int partition, String tenantId, String idempotencyKey) {
        String first = firstOfKey.get(tenantId + "|" + idempotencyKey);
        return CompletableFuture.completedFuture(
                first == null ? new Answer.Unknown<>() : new Answer.Known<>(new Verdict(first)));
    }

    @Override
    public CompletableFuture<Answer<LedgerPage>> ledger(String tenantId, String participantId, LedgerPage.Query query) {
        lastQuery = query;
        return CompletableFuture.completedFuture(new Answer.Known<>(new LedgerPage(participantId, List.of(), "7.1")));
    }

    @Override
    public CompletableFuture<Answer<EventPage>> events(String tenantId, String participantId, EventPage.Query query) {
        lastEventQuery = query;
        EventPage.Event event = new EventPage.Event(
                EventId.at("raw-events", 0, 7, 7),
                "quiz",
                Instant.EPOCH,
                5,
                5,
                8,
                new EventResults.TierChange(null, "silver"),
                List.of(new EventResults.ChallengeProgress("c", "o", BigDecimal.ZERO, BigDecimal.ONE, true)),
                List.of(new EventResults.BadgeEarned("b", "B")),
                List.of(new EventResults.StreakChange("s", 1, 2)),
                List.of(new EventPage.Score("cup", new BigDecimal("2.5"))),
                new BigDecimal("0.5"),
                EventId.at("raw-events", 0, 8, 8));
        return CompletableFuture.completedFuture(new Answer.Known<>(new EventPage(participantId, List.of(event), "7")));
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
            RawLog log, int partition, List<AskedVerdict> asked, Duration wait) {
        if (verdictsDown) {
            return CompletableFuture.completedFuture(new Answer.Unknown<>());
        }
        return CompletableFuture.completedFuture(
                new Answer.Known<>(asked.stream().map(one -> verdict(log, one)).toList()));
    }

    private Verdict verdict(RawLog log, AskedVerdict asked) {
        String first = (log == RawLog.EVENTS ? firstOfKey : firstOfCommandKey)
                .get(asked.tenantId() + "|" + asked.idempotencyKey());
        return first == null || first.equals(asked.eventId()) ? Verdict.NEW : new Verdict(first);
    }

    @Override
    public synchronized CompletableFuture<Answer<EvaluatedEvent>> evaluation(
            String tenantId, String participantId, String eventId, Duration wait) {
        if (decided.containsKey(eventId) && !resultsPending) {
            EvaluatedEvent command = decided.get(eventId);
            return CompletableFuture.completedFuture(
                    command.tenantId().equals(tenantId) ? new Answer.Known<>(command) : new Answer.Unknown<>());
        }
        Optional<String> whose = log.stream()
                .filter(stored ->
                        stored.eventId().equals(eventId) && stored.tenantId().equals(tenantId))
                .map(stored -> stored.event().participantId())
                .findFirst();
        if (readsDown) {
            return CompletableFuture.completedFuture(new Answer.Unavailable<>("expected an owner, but none"));
        }
        EventResults results = new EventResults(50, null, List.of(), List.of(), List.of(), List.of());
        return CompletableFuture.completedFuture(
                whose.isPresent() && !resultsPending
                        ? new Answer.Known<>(
                                new EvaluatedEvent(tenantId, whose.get(), eventId, results, List.of("cup")))
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
        Profile profile = profiles.get(tenantId + "|" + participantId);
        return CompletableFuture.completedFuture(
                readsDown
                        ? new Answer.Unavailable<>("expected an owner, but none")
                        : new Answer.Known<>(new ParticipantReport(
                                participantId, 5, "gold", List.of(), List.of(), List.of(), POINTS, profile, null)));
    }

    @Override
    public CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId) {
        Profile profile = profiles.get(tenantId + "|" + participantId);
        ParticipantView.Tier tier = new ParticipantView.Tier("gold", "Gold", null);
        return CompletableFuture.completedFuture(
                readsDown
                        ? new Answer.Unavailable<>("expected an owner, but none")
                        : new Answer.Known<>(new ParticipantView(
                                participantId, POINTS, tier, List.of(), List.of(), List.of(), profile, null)));
    }

    @Override
    public CompletableFuture<Answer<LeaderboardReport>> leaderboard(
            String tenantId, String contestId, int limit, String around) {
        if (contestId.equals("huge")) {
            LeaderboardReport.Row row = new LeaderboardReport.Row(1, "x".repeat(255), BigDecimal.ONE);
            return CompletableFuture.completedFuture(new Answer.Known<>(
                    new LeaderboardReport(contestId, ContestState.ACTIVE, 1, Collections.nCopies(20_000, row))));
        }
        if (contestId.equals("elsewhere")) { // on a processor that is away
            return CompletableFuture.completedFuture(new Answer.Unavailable<>("expected an owner, but none"));
        }
        if (!contestId.equals("cup") || "nobody".equals(around)) {
            return CompletableFuture.completedFuture(new Answer.Unknown<>());
        }
        String participant = around == null ? "best" : around;
        return CompletableFuture.completedFuture(new Answer.Known<>(new LeaderboardReport(
                contestId,
                ContestState.ACTIVE,
                participants,
                List.of(new LeaderboardReport.Row(1, participant, BigDecimal.valueOf(limit))))));
    }
}
