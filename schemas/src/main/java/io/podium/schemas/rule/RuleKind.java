package io.podium.schemas.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of definition that authors write, by their names in rule files and record keys. */
public enum RuleKind {
    EVENT_TYPE("event_type"),
    EARN_RULE("earn_rule"),
    TIERS("tiers"),
    BADGE("badge"),
    STREAK("streak"),
    CHALLENGE("challenge"),
    CONTEST("contest");

    private final String wireName;

    RuleKind(String wireName) {
        this.wireName = wireName;
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

    @JsonCreator
    static RuleKind parse(String name) {
        return named(name)
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(RuleKind::wireName).toList() + ", but " + name));
    }
}
