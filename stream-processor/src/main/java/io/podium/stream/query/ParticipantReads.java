package io.podium.stream.query;

import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantView;
import io.podium.stream.ledger.LedgerReader;
import io.podium.stream.ledger.StoredParticipant;
import io.podium.stream.topology.StoreNames;
import io.podium.stream.topology.TopologyParts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What is read of one participant, in the stores of stage 2. */
final class ParticipantReads {

    private final Membership membership;
    private final TopologyParts parts;
    private final StoreReader stores;

    ParticipantReads(Membership membership, TopologyParts parts, StoreReader stores) {
        this.membership = membership;
        this.parts = parts;
        this.stores = stores;
    }

    /** What is made of a state, by the rules in force. */
    private interface Shown<T> {
        T of(String tenantId, String participantId, ParticipantState state, RuleSet rules, Instant now);
    }

    /**
     * A participant's state.
     *
     * @param evenIfStale whether it may be as a standby on this node knows it
     */
    CompletableFuture<Answer<ParticipantReport>> report(String tenantId, String participantId, boolean evenIfStale) {
        return read(tenantId, participantId, Reports::participant, evenIfStale, ParticipantReport::staleBy);
    }

    /**
     * What a client draws.
     *
     * @param evenIfStale whether it may be as a standby on this node knows it
     */
    CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId, boolean evenIfStale) {
        return read(tenantId, participantId, Views::participant, evenIfStale, ParticipantView::staleBy);
    }

    private <T> CompletableFuture<Answer<T>> read(
            String tenantId,
            String participantId,
            Shown<T> shown,
            boolean evenIfStale,
            BiFunction<T, Long, T> staleBy) {
        String key = RecordKeys.participant(tenantId, participantId);
        Answer<T> answer = membership.confirmed()
                ? StoreReader.reading(() -> new Answer.Known<>(shown(
                        stores.keyValues(StoreNames.PARTICIPANTS, partition(key)), tenantId, participantId, shown)))
                : LocalQueries.notAMember();
        if (evenIfStale && answer instanceof Answer.Unavailable<T>) {
            answer = StoreReader.reading(() -> new Answer.Known<>(staleBy.apply(
                    shown(
                            stores.staleKeyValues(StoreNames.PARTICIPANTS, partition(key)),
                            tenantId,
                            participantId,
                            shown),
                    stores.lag(StoreNames.PARTICIPANTS, partition(key)))));
        }
        return CompletableFuture.completedFuture(answer);
    }

    private <T> T shown(
            ReadOnlyKeyValueStore<String, StoredParticipant> store,
            String tenantId,
            String participantId,
            Shown<T> shown) {
        String key = RecordKeys.participant(tenantId, participantId);
        Instant now = parts.stageTime().of(partition(key)).orElseGet(Instant::now);
        return shown.of(
                tenantId,
                participantId,
                Optional.ofNullable(store.get(key))
                        .orElse(StoredParticipant.NONE)
                        .state(),
                parts.rules().inForce(tenantId, now),
                now);
    }

    /** A part of a participant's ledger. */
    <T> CompletableFuture<Answer<T>> ledger(String tenantId, String participantId, Function<LedgerReader, T> page) {
        String key = RecordKeys.participant(tenantId, participantId);
        if (parts.ledgerBuckets().isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Unknown<>());
        } else if (!membership.confirmed()) {
            return CompletableFuture.completedFuture(LocalQueries.notAMember());
        }
        return CompletableFuture.completedFuture(StoreReader.reading(() -> {
            StoredParticipant participant = stored(key); // first: what it has not yet indexed is not yet there
            LedgerReader reader = new LedgerReader(
                    stores.windows(StoreNames.LEDGER, partition(key)),
                    parts.ledgerBuckets().orElseThrow(),
                    RecordKeys.ledger(key, participant.erasures()),
                    participant.ledger());
            return new Answer.Known<>(page.apply(reader));
        }));
    }

    /** The results of an event that stand in the ledger of a partition of this node, for as long as others. */
    Optional<EvaluatedEvent> inLedger(String eventId, int partition) {
        Instant now = parts.stageTime().of(partition).orElseGet(Instant::now);
        return parts.ledgerBuckets()
                .flatMap(
                        buckets -> LedgerReader.ofEvent(stores.windows(StoreNames.LEDGER, partition), buckets, eventId))
                .flatMap(kept ->
                        kept.resultSince(now.minusMillis(parts.resultBuckets().spanMs())));
    }

    /** A result, or what is left of it where it is that of somebody of the same id who was erased. */
    EvaluatedEvent withoutTheErased(EvaluatedEvent result) {
        StoredParticipant now = stored(RecordKeys.participant(result.tenantId(), result.participantId()));
        return result.erasures() == now.erasures() ? result : result.erased();
    }

    private StoredParticipant stored(String key) {
        ReadOnlyKeyValueStore<String, StoredParticipant> store =
                stores.keyValues(StoreNames.PARTICIPANTS, partition(key));
        return Optional.ofNullable(store.get(key)).orElse(StoredParticipant.NONE);
    }

    private int partition(String key) {
        return RecordKeys.partition(key, parts.partitions());
    }
}
