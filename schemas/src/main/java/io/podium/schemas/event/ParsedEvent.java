package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What {@link RawEventParser} made of some bytes: an event, or every reason why there is none. */
public sealed interface ParsedEvent {

    /** A valid event; {@code warnings} reports members that Podium does not know and leaves out. */
    record Valid(RawEvent event, List<Problem> warnings) implements ParsedEvent {
        public Valid {
            requireNonNull(event);
            warnings = List.copyOf(warnings);
        }
    }

    /** No event; at least one problem, in the order of the document. */
    record Invalid(List<Problem> problems) implements ParsedEvent {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("expected at least one problem, but there is none");
            }
        }
    }
}
