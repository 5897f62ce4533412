package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A program and the instant from which this version of it is in force; outcomes name both.
 *
 * @param <P> the kind of program
 */
public record Versioned<P extends Program>(P program, Instant version) {
    public Versioned {
        requireNonNull(program);
        requireNonNull(version);
    }
}
