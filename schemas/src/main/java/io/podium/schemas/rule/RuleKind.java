package io.podium.schemas.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of definition that authors write, by their names in rule files and record keys. */
public enum RuleKind {
    EVENT_TYPE("event_type", "event-types"),
    EARN_RULE("earn_rule", "earn-rules"),
    TIERS("tiers", "tiers"),
    BADGE("badge", "badges"),
    STREAK("streak", "streaks"),
    CHALLENGE("challenge", "challenges"),
    CONTEST("contest", "contests"),
    ACCOUNT("account", "accounts");

    private final String wireName;
    private final String collection;

    RuleKind(String wireName, String collection) {
        this.wireName = wireName;
        this.collection = collection;
    }

    /** The name in files and records. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The kind of that name, or empty. */
    public static Optional<RuleKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(name))
                .findFirst();
    }

    /** The name of all of them together, in the paths of the API. */
    public String collection() {
        return collection;
    }

    /** The names of all collections. */
    public static List<String> collections() {
        return Arrays.stream(values()).map(RuleKind::collection).toList();
    }

    /** The kind of that collection, or empty. */
    public static Optional<RuleKind> ofCollection(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.collection.equals(name))
                .findFirst();
    }

    @JsonCreator
    static RuleKind parse(String name) {
        return named(name)
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(RuleKind::wireName).toList() + ", but " + name));
    }
}
