package io.podium.operations.backfill;

import io.podium.operations.backfill.Mapping.Mapped;
import java.io.IOException;

/**
 * What an import would make of a source, without Kafka, a ledger or a file of rejected rows: how many of its rows are
 * events and how many are not.
 *
 * @param events rows that would be sent
 * @param rejected rows that can't be read or are invalid
 */
public record RowCheck(long events, long rejected) {

    /** Reads a source to its end. */
    public static RowCheck of(Source source, Mapping mapping) throws IOException {
        long events = 0;
        long rejected = 0;
        try (Rows rows = source.open()) {
            while (rows.hasNext()) {
                if (mapping.apply(rows.next()) instanceof Mapped.Event) {
                    events++;
                } else {
                    rejected++;
                }
            }
        }
        return new RowCheck(events, rejected);
    }

    /** All rows. */
    public long rows() {
        return events + rejected;
    }
}
