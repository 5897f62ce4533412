package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import java.util.List;

/** What each row must have, whatever it is made into. */
final class Required {
    private Required() {}

    static void tenant(ObjectNode row, List<Problem> problems) {
        member(row, Mapping.TENANT, "; give it by --tenant or the mapping", problems);
    }

    static void key(ObjectNode row, List<Problem> problems) {
        member(
                row,
                Mapping.KEY,
                "; give it by --key or the mapping: without one, nothing could be imported again safely",
                problems);
    }

    /** Reports a member that is missing, unless something else is reported of it already. */
    static void member(ObjectNode row, String member, String how, List<Problem> problems) {
        if (!row.hasNonNull(member) && !isReported(member, problems)) {
            problems.add(new Problem(member, "missing", "expected a value, but there is none" + how));
        }
    }

    /** Whether a problem of a member is there. */
    static boolean isReported(String member, List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.path().equals(member));
    }
}
