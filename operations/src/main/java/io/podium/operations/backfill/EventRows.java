package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.ParsedEvent;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEventParser;
import java.util.List;

/** Rows as events, by the rules that hold for all events. */
final class EventRows {
    private EventRows() {}

    /**
     * Judges a row's event.
     *
     * @param timed whether it is meant to say when it happened
     * @param problems what was found so far, which grows
     */
    static Mapped of(ObjectNode event, boolean timed, List<Problem> problems) {
        if (timed) {
            Required.member(
                    event,
                    RowKind.EVENTS.time(),
                    ": an event without it would be dated to the moment of the import",
                    problems);
        }
        Required.tenant(event, problems);
        Required.key(event, problems);
        ParsedEvent parsed = RawEventParser.parse(event);
        if (parsed instanceof ParsedEvent.Invalid invalid) {
            problems.addAll(invalid.problems());
        }
        return problems.isEmpty()
                ? new Mapped.Event(((ParsedEvent.Valid) parsed).event())
                : new Mapped.Refused(problems);
    }
}
