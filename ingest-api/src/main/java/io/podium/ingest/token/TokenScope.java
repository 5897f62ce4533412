package io.podium.ingest.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token lets its participant do. */
public enum TokenScope {
    /** Read the participant's own state, and boards and definitions. */
    READ,
    /** Follow the participant's outcomes. */
    STREAM,
    /** Send events of the participant's own, of types that the catalogue leaves to clients. */
    EVENTS;

    /** The name in requests and in tokens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of that name. */
    public static Optional<TokenScope> named(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(name))
                .findFirst();
    }
}
