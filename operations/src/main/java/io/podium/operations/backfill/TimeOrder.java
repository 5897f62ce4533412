package io.podium.operations.backfill;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether rows come in the order in which they happened. */
final class TimeOrder {

    private @Nullable Instant latest;
    private long earlier;
    private long first = -1;

    /** The next row, which may say nothing of its time. */
    void add(long row, Optional<Instant> time) {
        if (time.isEmpty()) {
            return;
        }
        Instant occurredAt = time.get();
        if (latest != null && occurredAt.isBefore(latest)) {
            earlier++;
            first = first < 0 ? row : first;
        } else {
            latest = occurredAt;
        }
    }

    /** What to report; empty where times never went back. */
    Optional<String> warning() {
        return earlier == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        "warning: the rows are not in the order of their occurred_at: %,d happened before a row that stands "
                                + "before them, the first is row %d; what depends on the order of arrival, such as "
                                + "contests that take the latest score, comes out otherwise than in time order",
                        earlier, first));
    }
}
