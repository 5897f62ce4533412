package io.podium.operations.backfill;

import java.io.IOException;
import java.time.Instant;

/**
 * What an import would make of a source, without Kafka, a ledger or a file of rejected rows: how many of its rows are
 * valid and how many are not.
 *
 * @param valid rows that would be sent
 * @param rejected rows that can't be read or are invalid
 */
public record RowCheck(long valid, long rejected) {

    /** Reads a source to its end. */
    public static RowCheck of(Source source, Mapping mapping) throws IOException {
        Instant now = Instant.now();
        long valid = 0;
        long rejected = 0;
        try (Rows rows = source.open()) {
            while (rows.hasNext()) {
                if (mapping.apply(rows.next(), now) instanceof Mapped.Valid) {
                    valid++;
                } else {
                    rejected++;
                }
            }
        }
        return new RowCheck(valid, rejected);
    }

    /** All rows. */
    public long rows() {
        return valid + rejected;
    }
}
