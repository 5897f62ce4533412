package io.podium.operations.backfill;

import java.io.IOException;
import java.util.Iterator;
import java.util.Set;

/** A reading of a source from its first row to its last. */
interface Rows extends Iterator<Row>, AutoCloseable {

    /** How much is read, in the unit of {@link #total()}. */
    long done();

    /** How much there is, in a unit of the source's own: bytes, rows or offsets. */
    long total();

    /** Names that more than one column has; what stands in them can't be distinguished. */
    default Set<String> duplicateColumns() {
        return Set.of();
    }

    /** The names of all columns, where a header says them; empty where each row has its own. */
    default Set<String> columns() {
        return Set.of();
    }

    @Override
    void close() throws IOException;
}
