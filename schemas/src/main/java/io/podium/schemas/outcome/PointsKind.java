package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why points came or went. */
public enum PointsKind {
    /** An earn rule. */
    EARN,
    /** Something completed: an objective, a challenge, a milestone. */
    REWARD,
    /** A rank in a contest. */
    PRIZE,
    /** An administrator gave them. */
    GRANT,
    /** They were spent. */
    DEDUCT,
    /** Their time was over. */
    EXPIRE,
    /** What an event gave was taken back. */
    REVERSE,
    /** They were set aside, or what was set aside is available again. */
    HOLD;

    /** The name in records and answers. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name, or empty. */
    public static Optional<PointsKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(PointsKind::wireName).toList();
    }
}
