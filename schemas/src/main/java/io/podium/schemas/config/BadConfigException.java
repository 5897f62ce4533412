package io.podium.schemas.config;

import java.util.List;

/** Settings that a role can't have: each problem names its key, and all are reported at once. */
public final class BadConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, as {@code key: expected X, but Y}. */
    public List<String> problems() {
        return problems;
    }
}
