package io.podium.stream.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.state.Erasures;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.stream.ledger.LedgerValue;
import io.podium.stream.ledger.StoredLedger;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What an erasure leaves to be done. Nobody sees anything of before from its record on: the ledger goes by another key
 * then, and results say how many erasures came before them. What lies under the old key is deleted piece by piece as
 * the time of the log passes, and when the last results of before are gone, so is the mark that there was somebody.
 */
final class Erasing {

    /** Ledger entries that one heartbeat deletes at the most, so that nobody holds the stage up. */
    static final int MOST = 2_000;

    private final Dues dues;
    private final Optional<StoredLedger> ledger;
    private final WindowStore<String, EvaluatedEvent> results;
    private final TimeBuckets resultBuckets;
    private int left;

    Erasing(
            Dues dues,
            Optional<StoredLedger> ledger,
            WindowStore<String, EvaluatedEvent> results,
            TimeBuckets resultBuckets) {
        this.dues = dues;
        this.ledger = ledger;
        this.results = results;
        this.resultBuckets = resultBuckets;
    }

    /** A participant has been erased. */
    void begin(String key, ParticipantState after) {
        dues.add(latestAt(after), key);
    }

    /** A heartbeat begins to look at what is due. */
    void beginPass() {
        left = MOST;
    }

    /**
     * The time of the log has come to what is due of a participant of whom something was erased.
     *
     * @return the new state; empty where it stays
     */
    Optional<ParticipantState> goOn(String key, ParticipantState state, long nowMs) {
        Erasures erasures = state.person().erasures();
        if (erasures.leavesLedger()) {
            dues.add(Instant.ofEpochMilli(nowMs + 1), key);
            if (left == 0) {
                return Optional.empty();
            }
            String old = RecordKeys.ledger(key, erasures.cleared());
            StoredLedger.Cleared cleared = ledger.map(store -> store.clear(old, left, gone -> leaveResult(gone, nowMs)))
                    .orElse(new StoredLedger.Cleared(0, true));
            left -= cleared.deleted();
            return cleared.all()
                    ? Optional.of(state.with(state.person().with(erasures.withOneCleared())))
                    : Optional.empty();
        } else if (!state.isForgotten() || erasures.blocked()) {
            return Optional.empty();
        }
        Instant end = latestAt(state).plusMillis(resultBuckets.spanMs() + 3 * resultBuckets.bucketMs());
        if (end.toEpochMilli() <= nowMs) {
            return Optional.of(ParticipantState.EMPTY);
        }
        dues.add(end, key);
        return Optional.empty();
    }

    /** Who repeats an event of before is answered as long as others are, that whoever it was is erased. */
    private void leaveResult(LedgerValue.Kept gone, long nowMs) {
        long at = gone.entry().at().toEpochMilli();
        if (gone.result() != null && at > nowMs - resultBuckets.spanMs()) {
            results.put(gone.entry().eventId(), gone.result().erased(), resultBuckets.startOf(at));
        }
    }

    private static Instant latestAt(ParticipantState state) {
        return requireNonNull(state.person().erasures().latestAt());
    }
}
