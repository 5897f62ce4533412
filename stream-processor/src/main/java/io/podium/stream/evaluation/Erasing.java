package io.podium.stream.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.state.Erasures;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.key.RecordKeys;
import io.podium.stream.store.TimeBuckets;
import java.time.Instant;
import java.util.Optional;

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
    private final TimeBuckets results;
    private int left;

    Erasing(Dues dues, Optional<StoredLedger> ledger, TimeBuckets results) {
        this.dues = dues;
        this.ledger = ledger;
        this.results = results;
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
            StoredLedger.Cleared cleared =
                    ledger.map(store -> store.clear(old, left)).orElse(new StoredLedger.Cleared(0, 0, true));
            // Others whose ids begin like this key could stand in the way for ever.
            boolean hopeless = cleared.deleted() == 0 && cleared.looked() == MOST;
            left -= cleared.looked();
            return cleared.all() || hopeless
                    ? Optional.of(state.with(state.person().with(erasures.withOneCleared())))
                    : Optional.empty();
        } else if (!state.isForgotten() || erasures.blocked()) {
            return Optional.empty();
        }
        Instant end = latestAt(state).plusMillis(results.spanMs() + 3 * results.bucketMs());
        if (end.toEpochMilli() <= nowMs) {
            return Optional.of(ParticipantState.EMPTY);
        }
        dues.add(end, key);
        return Optional.empty();
    }

    private static Instant latestAt(ParticipantState state) {
        return requireNonNull(state.person().erasures().latestAt());
    }
}
