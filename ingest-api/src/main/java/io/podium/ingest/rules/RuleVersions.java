package io.podium.ingest.rules;

import io.podium.schemas.rule.RuleHistories;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All versions of all definitions, as the rules topic brings them: what the admin reads show. */
public final class RuleVersions {

    private final RuleHistories<RuleVersion> histories = new RuleHistories<>();

    /**
     * A definition and its history.
     *
     * @param versions oldest first, at least one
     */
    public record History(RuleName name, List<RuleVersion> versions) {

        /** The version by which an event that arrives at this instant is judged; empty for none. */
        public Optional<RuleVersion> inForce(Instant at) {
            return versions.stream()
                    .filter(version -> !version.effectiveFrom().isAfter(at))
                    .reduce((earlier, later) -> later)
                    .filter(version -> !version.isRetirement());
        }

        /** The last version that there is, in force or yet to come. */
        public RuleVersion latest() {
            return versions.get(versions.size() - 1);
        }
    }

    /** Takes a version in; null, of a record that was deleted, changes nothing. */
    public void publish(@Nullable RuleVersion version) {
        if (version != null) {
            histories.put(version, version);
        }
    }

    /** All definitions of a tenant that ever were, by kind and id. */
    public List<History> all(String tenantId) {
        return histories.of(tenantId).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new History(one.getKey(), List.copyOf(one.getValue().values())))
                .toList();
    }

    /** One definition; empty when there never was one. */
    public Optional<History> one(String tenantId, RuleName name) {
        return Optional.of(List.copyOf(histories.of(tenantId, name).values()))
                .filter(versions -> !versions.isEmpty())
                .map(versions -> new History(name, versions));
    }
}
