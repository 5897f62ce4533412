package io.podium.stream.query;

import io.podium.rules.state.ParticipantState;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.stream.topology.StoreNames;
import io.podium.stream.topology.TopologyParts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /**
     * A participant's state.
     *
     * @param evenIfStale whether it may be as a standby on this node knows it
     */
    CompletableFuture<Answer<ParticipantReport>> report(String tenantId, String participantId, boolean evenIfStale) {
        if (!membership.confirmed()) {
            return CompletableFuture.completedFuture(
                    evenIfStale ? stale(tenantId, participantId) : LocalQueries.notAMember());
        }
        String key = RecordKeys.participant(tenantId, participantId);
        Answer<ParticipantReport> answer = StoreReader.reading(() -> {
            ReadOnlyKeyValueStore<String, ParticipantState> store =
                    stores.keyValues(StoreNames.PARTICIPANTS, partition(key));
            return new Answer.Known<>(report(store, tenantId, key, participantId));
        });
        boolean unavailable = answer instanceof Answer.Unavailable<ParticipantReport>;
        return CompletableFuture.completedFuture(unavailable && evenIfStale ? stale(tenantId, participantId) : answer);
    }

    private Answer<ParticipantReport> stale(String tenantId, String participantId) {
        String key = RecordKeys.participant(tenantId, participantId);
        return StoreReader.reading(() -> {
            ReadOnlyKeyValueStore<String, ParticipantState> copy =
                    stores.staleKeyValues(StoreNames.PARTICIPANTS, partition(key));
            return new Answer.Known<>(report(copy, tenantId, key, participantId)
                    .staleBy(stores.lag(StoreNames.PARTICIPANTS, partition(key))));
        });
    }

    private ParticipantReport report(
            ReadOnlyKeyValueStore<String, ParticipantState> store, String tenantId, String key, String participantId) {
        Instant now = parts.stageTime().of(partition(key)).orElseGet(Instant::now);
        return Reports.participant(
                tenantId,
                participantId,
                Optional.ofNullable(store.get(key)).orElse(ParticipantState.EMPTY),
                parts.rules().inForce(tenantId, now),
                now);
    }

    /** A part of a participant's ledger. */
    CompletableFuture<Answer<LedgerPage>> ledger(String tenantId, String participantId, LedgerPage.Query query) {
        String key = RecordKeys.participant(tenantId, participantId);
        if (parts.ledgerBuckets().isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Unknown<>());
        } else if (!membership.confirmed()) {
            return CompletableFuture.completedFuture(LocalQueries.notAMember());
        }
        return CompletableFuture.completedFuture(StoreReader.reading(() -> new Answer.Known<>(LedgerReads.page(
                stores.windows(StoreNames.LEDGER, partition(key)),
                RecordKeys.ledger(key, erasures(key)),
                participantId,
                query))));
    }

    /** Whether a result is the participant's, and not that of somebody of the same id who was erased. */
    boolean isOfTheLiving(EvaluatedEvent result) {
        return result.erasures() == erasures(RecordKeys.participant(result.tenantId(), result.participantId()));
    }

    /** How often participants of the id were erased. */
    private int erasures(String key) {
        ReadOnlyKeyValueStore<String, ParticipantState> store =
                stores.keyValues(StoreNames.PARTICIPANTS, partition(key));
        return Optional.ofNullable(store.get(key))
                .map(state -> state.person().erasures().count())
                .orElse(0);
    }

    private int partition(String key) {
        return RecordKeys.partition(key, parts.partitions());
    }
}
