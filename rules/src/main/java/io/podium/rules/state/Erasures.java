package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody of the same id was erased: what is left of a participant, as long as something of the time before has
 * to be kept from view, or the id is blocked.
 *
 * @param count how often
 * @param cleared of how many of them nothing is left in the ledger
 * @param latestAt when the latest one arrived; null for none
 * @param blocked whether nothing that comes of the id counts
 */
public record Erasures(
        int count,
        int cleared,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant latestAt,
        boolean blocked) {

    /** Nobody was erased. */
    public static final Erasures NONE = new Erasures(0, 0, null, false);

    /** One more. */
    public Erasures next(Instant at, boolean blocks) {
        return new Erasures(count + 1, cleared, at, blocks);
    }

    /** Of one more of them nothing is left in the ledger. */
    public Erasures withOneCleared() {
        return new Erasures(count, cleared + 1, latestAt, blocked);
    }

    /** Whether something of before is left in the ledger. */
    public boolean leavesLedger() {
        return cleared < count;
    }

    /** Whether what happened then is no part of the participant's life any more. */
    public boolean covers(Instant at) {
        return latestAt != null && at.isBefore(latestAt);
    }
}
