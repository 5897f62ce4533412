package io.podium.schemas.rule;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/** What a tenant's author calls a definition: an id is unique among those of its kind. In the order of kind and id. */
public record RuleName(RuleKind kind, String id) implements Comparable<RuleName> {

    private static final Comparator<RuleName> ORDER =
            Comparator.comparing(RuleName::kind).thenComparing(RuleName::id);

    public RuleName {
        requireNonNull(kind);
        requireNonNull(id);
    }

    @Override
    public int compareTo(RuleName other) {
        return ORDER.compare(this, other);
    }
}
