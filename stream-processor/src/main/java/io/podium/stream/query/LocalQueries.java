package io.podium.stream.query;

import io.podium.schemas.contest.ContestState;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantView;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import io.podium.stream.dedup.DedupEntry;
import io.podium.stream.dedup.DedupProcessor;
import io.podium.stream.leaderboard.ContestStatus;
import io.podium.stream.leaderboard.Leaderboards;
import io.podium.stream.record.PendingResults;
import io.podium.stream.store.TimeBuckets;
import io.podium.stream.topology.StoreNames;
import io.podium.stream.topology.TopologyParts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.jspecify.annotations.Nullable;

/** Answers queries from the boards and stores of this JVM; unavailable for partitions that this node does not own. */
public final class LocalQueries implements EngineQueries {

    private final Membership membership;
    private final TopologyParts parts;
    private final StoreReader stores;
    private final ParticipantReads participants;

    /**
     * Queries into this JVM.
     *
     * @param membership without which this node gives no answer that another one could contradict
     */
    public LocalQueries(KafkaStreams streams, Membership membership, TopologyParts parts) {
        this.membership = membership;
        this.parts = parts;
        this.stores = new StoreReader(streams);
        this.participants = new ParticipantReads(membership, parts, stores);
    }

    @Override
    public CompletableFuture<Answer<List<Verdict>>> verdicts(
            RawLog log, int partition, List<AskedVerdict> asked, Duration wait) {
        long last = asked.stream().mapToLong(AskedVerdict::offset).max().orElse(-1);
        // A verdict that is there follows from the log, whoever owns the partition now; only waiting would be in vain.
        return parts.verdicts()
                .of(log)
                .processed(partition, last, worthwhile(wait))
                .thenApply(progress -> switch (progress) {
                    case PROCESSED -> reported(log, partition, asked);
                    case NOT_HERE -> notHere(log.topic().name(), partition);
                    case TIMED_OUT -> notYet();
                });
    }

    private Answer<List<Verdict>> reported(RawLog log, int partition, List<AskedVerdict> asked) {
        return StoreReader.reading(() -> {
            List<Verdict> verdicts = new ArrayList<>(asked.size());
            for (AskedVerdict one : asked) {
                Optional<Verdict> verdict = parts.verdicts()
                        .of(log)
                        .verdict(partition, one.offset())
                        .or(() -> stored(log, partition, one));
                if (verdict.isEmpty()) {
                    return new Answer.Unknown<>();
                }
                verdicts.add(verdict.get());
            }
            return new Answer.Known<>(List.copyOf(verdicts));
        });
    }

    /** What the dedup store says, for offsets processed before this node began to remember. */
    private Optional<Verdict> stored(RawLog log, int partition, AskedVerdict asked) {
        if (asked.idempotencyKey() == null) {
            return Optional.of(Verdict.NEW);
        }
        return first(log, partition, asked.tenantId(), asked.idempotencyKey())
                .map(entry -> entry.eventId().equals(asked.eventId()) ? Verdict.NEW : new Verdict(entry.eventId()));
    }

    @Override
    public CompletableFuture<Answer<Verdict>> firstOf(int partition, String tenantId, String idempotencyKey) {
        return CompletableFuture.completedFuture(
                StoreReader.reading(() -> first(RawLog.EVENTS, partition, tenantId, idempotencyKey)
                        .<Answer<Verdict>>map(entry -> new Answer.Known<>(new Verdict(entry.eventId())))
                        .orElseGet(this::notYet)));
    }

    private Optional<DedupEntry> first(RawLog log, int partition, String tenantId, String idempotencyKey) {
        ReadOnlyWindowStore<String, DedupEntry> keys = stores.windows(StoreNames.DEDUP_KEYS, partition);
        return TimeBuckets.newest(keys, DedupProcessor.storeKey(log, tenantId, idempotencyKey));
    }

    @Override
    public CompletableFuture<Answer<LedgerPage>> ledger(String tenantId, String participantId, LedgerPage.Query query) {
        return participants.ledger(tenantId, participantId, reader -> LedgerReads.page(reader, participantId, query));
    }

    @Override
    public CompletableFuture<Answer<EventPage>> events(String tenantId, String participantId, EventPage.Query query) {
        return participants.ledger(tenantId, participantId, reader -> EventReads.page(reader, participantId, query));
    }

    @Override
    public CompletableFuture<Answer<EvaluatedEvent>> evaluation(
            String tenantId, @Nullable String participantId, String eventId, Duration wait) {
        List<Integer> partitions = new ArrayList<>();
        if (participantId != null) {
            partitions.add(partition(RecordKeys.participant(tenantId, participantId)));
        } else {
            for (int partition = 0; partition < parts.partitions(); partition++) {
                partitions.add(partition);
            }
        }
        return stored(
                parts.evaluated(),
                eventId,
                StoreNames.EVENT_RESULTS,
                partition -> participants.inLedger(eventId, partition),
                partitions,
                result -> result.tenantId().equals(tenantId),
                participants::withoutTheErased,
                wait);
    }

    @Override
    public CompletableFuture<Answer<ScoredEvent>> scored(
            String tenantId, String contestId, String eventId, Duration wait) {
        return stored(
                parts.leaderboards().scored(),
                RecordKeys.result(contestId, eventId),
                StoreNames.CONTEST_RESULTS,
                partition -> Optional.empty(),
                List.of(partition(RecordKeys.contest(tenantId, contestId))),
                result -> result.tenantId().equals(tenantId),
                result -> result,
                wait);
    }

    /**
     * First waits for the announcement, then looks into the stores, so that no result slips through between.
     *
     * @param elsewhere where a result may be that is not in the store, by partition
     * @param visible whether who asks may see a result
     * @param lasting what is still to be seen of a result of some time ago
     */
    private <V> CompletableFuture<Answer<V>> stored(
            PendingResults<V> awaited,
            String key,
            String storeName,
            IntFunction<Optional<V>> elsewhere,
            List<Integer> partitions,
            Predicate<V> visible,
            UnaryOperator<V> lasting,
            Duration wait) {
        CompletableFuture<V> waiter = awaited.await(key);
        Answer<V> known = StoreReader.reading(() -> {
            boolean any = false;
            for (int partition : partitions) {
                Optional<ReadOnlyWindowStore<String, V>> store = stores.ownedWindows(storeName, partition);
                any |= store.isPresent();
                Optional<V> value =
                        store.flatMap(owned -> TimeBuckets.newest(owned, key).or(() -> elsewhere.apply(partition)));
                if (value.isPresent()) {
                    return new Answer.Known<>(lasting.apply(value.get()));
                }
            }
            return any ? notYet() : notHere(storeName, partitions.get(0));
        });
        if (wait.isZero() || !(known instanceof Answer.Unknown<V>)) {
            waiter.cancel(false);
            return CompletableFuture.completedFuture(onlyVisible(known, visible));
        }
        return waiter.<Answer<V>>thenApply(Answer.Known::new)
                .completeOnTimeout(new Answer.Unknown<>(), wait.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> waiter.cancel(false))
                .thenApply(answer -> onlyVisible(answer, visible));
    }

    private static <V> Answer<V> onlyVisible(Answer<V> answer, Predicate<V> visible) {
        return answer instanceof Answer.Known<V> known && !visible.test(known.value())
                ? new Answer.Unknown<>()
                : answer;
    }

    @Override
    public CompletableFuture<Answer<ParticipantReport>> participant(String tenantId, String participantId) {
        return participants.report(tenantId, participantId, false);
    }

    /** A participant's state, if need be as a standby on this node knows it. */
    CompletableFuture<Answer<ParticipantReport>> participantEvenIfStale(String tenantId, String participantId) {
        return participants.report(tenantId, participantId, true);
    }

    @Override
    public CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId) {
        return participants.view(tenantId, participantId, false);
    }

    /** What a client draws, if need be as a standby on this node knows it. */
    CompletableFuture<Answer<ParticipantView>> viewEvenIfStale(String tenantId, String participantId) {
        return participants.view(tenantId, participantId, true);
    }

    @Override
    public CompletableFuture<Answer<LeaderboardReport>> leaderboard(
            String tenantId, String contestId, int limit, @Nullable String around) {
        String key = RecordKeys.contest(tenantId, contestId);
        int partition = partition(key);
        Optional<Leaderboards> boards = parts.leaderboards().partition(partition);
        if (boards.isEmpty()) {
            return CompletableFuture.completedFuture(notHere("contest-scores", partition));
        }
        if (!membership.confirmed()) {
            return CompletableFuture.completedFuture(notAMember());
        }
        return CompletableFuture.completedFuture(StoreReader.reading(() -> {
            Optional<ContestState> state = state(tenantId, contestId, key, partition);
            Optional<LeaderboardReport> report = boards.get()
                    .report(key, contestId, state.orElse(ContestState.COMPLETED), limit, Optional.ofNullable(around));
            if (around != null) {
                return report.<Answer<LeaderboardReport>>map(Answer.Known::new).orElseGet(Answer.Unknown::new);
            }
            return report.or(() -> state.map(known -> new LeaderboardReport(contestId, known, 0, List.of())))
                    .<Answer<LeaderboardReport>>map(Answer.Known::new)
                    .orElseGet(Answer.Unknown::new);
        }));
    }

    /** As far as the log has come, else as the definition says now; empty for a contest that nobody defined. */
    private Optional<ContestState> state(String tenantId, String contestId, String key, int partition) {
        ReadOnlyKeyValueStore<String, ContestStatus> contests = stores.keyValues(StoreNames.CONTESTS, partition);
        Instant now = Instant.now();
        return Optional.ofNullable(contests.get(key))
                .map(ContestStatus::state)
                .or(() ->
                        parts.rules().inForce(tenantId, now).contest(contestId).map(contest -> contest.stateAt(now)));
    }

    private int partition(String key) {
        return RecordKeys.partition(key, parts.partitions());
    }

    private Duration worthwhile(Duration wait) {
        return membership.confirmed() ? wait : Duration.ZERO;
    }

    /** Not known so far; who is no member any more will not come to know it. */
    private <V> Answer<V> notYet() {
        return membership.confirmed() ? new Answer.Unknown<>() : notAMember();
    }

    static <V> Answer<V> notAMember() {
        return new Answer.Unavailable<>("expected this node to be a member of its group, but nothing confirms it");
    }

    private static <V> Answer<V> notHere(String what, int partition) {
        return new Answer.Unavailable<>("expected partition " + partition + " of " + what + " here, but it is not");
    }
}
