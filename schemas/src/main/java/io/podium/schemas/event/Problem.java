package io.podium.schemas.event;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with, or remarkable about, an input: where ({@code path}, dotted, empty for the
 * whole), what kind (stable snake_case {@code code}, for programs), and a sentence for people that says what
 * was expected and what came. Used both for the details of a refusal and for the warnings of soft validation.
 */
public record Problem(String path, String code, String message) {
    public Problem {
        requireNonNull(path);
        requireNonNull(code);
        requireNonNull(message);
    }

    /** The same problem seen from an enclosing document, for example {@code events[3]}. */
    public Problem under(String prefix) {
        return new Problem(path.isEmpty() ? prefix : prefix + "." + path, code, message);
    }
}
