package io.podium.rules.program;

import io.podium.schemas.event.Problem;
import java.util.List;

/** What {@link ProgramParser} made of a definition: a program, or every reason why there is none. */
public sealed interface ParsedProgram {

    /** A program that is right in itself. */
    record Valid(Program program) implements ParsedProgram {}

    /** No program; paths are dotted, from the definition's root. */
    record Invalid(List<Problem> problems) implements ParsedProgram {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
