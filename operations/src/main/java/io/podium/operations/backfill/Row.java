package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A row of what is imported, as its source gave it.
 *
 * @param number from 0, the same in every reading of the source
 * @param columns null where the row could not be read
 * @param problem why it could not; null where it could
 */
record Row(
        long number, @Nullable ObjectNode columns, @Nullable Problem problem) {

    static Row of(long number, ObjectNode columns) {
        return new Row(number, columns, null);
    }

    static Row unreadable(long number, Problem problem) {
        return new Row(number, null, problem);
    }
}
