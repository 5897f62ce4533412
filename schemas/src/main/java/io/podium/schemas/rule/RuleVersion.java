package io.podium.schemas.rule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of one definition: the value of a record on the compacted {@code rules} topic. An event is judged by
 * the version with the latest {@code effectiveFrom} not after the event's record timestamp.
 *
 * @param definition as the author wrote it, in JSON; null retires the definition from {@code effectiveFrom} on
 */
public record RuleVersion(
        String tenantId,
        RuleKind kind,
        String id,
        Instant effectiveFrom,
        @Nullable ObjectNode definition) {
    public RuleVersion {
        requireNonNull(tenantId);
        requireNonNull(kind);
        requireNonNull(id);
        requireNonNull(effectiveFrom);
    }

    /** What the author calls the definition. */
    @JsonIgnore
    public RuleName name() {
        return new RuleName(kind, id);
    }

    /** The record key: all four parts, so that compaction keeps every version. */
    @JsonIgnore
    public String recordKey() {
        return RecordKeys.version(tenantId, kind.wireName(), id, effectiveFrom);
    }

    /** Whether this version ends the definition. */
    @JsonIgnore
    public boolean isRetirement() {
        return definition == null;
    }
}
