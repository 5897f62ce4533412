package io.podium.ingest.rules;

import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** All versions of all definitions, as the rules topic brings them: what the admin reads show. */
public final class RuleVersions {

    private final Map<String, Map<Name, NavigableMap<Instant, RuleVersion>>> tenants = new ConcurrentHashMap<>();

    /** A definition of a tenant. */
    public record Name(RuleKind kind, String id) {}

    /**
     * A definition and its history.
     *
     * @param versions oldest first, at least one
     */
    public record History(Name name, List<RuleVersion> versions) {

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
            tenants.computeIfAbsent(version.tenantId(), tenant -> new ConcurrentHashMap<>())
                    .computeIfAbsent(new Name(version.kind(), version.id()), name -> new ConcurrentSkipListMap<>())
                    .put(version.effectiveFrom(), version);
        }
    }

    /** All definitions of a tenant that ever were, by kind and id. */
    public List<History> all(String tenantId) {
        List<History> all = new ArrayList<>();
        tenants.getOrDefault(tenantId, Map.of())
                .forEach((name, versions) -> all.add(new History(name, List.copyOf(versions.values()))));
        all.sort(Comparator.comparing((History history) -> history.name().kind())
                .thenComparing(history -> history.name().id()));
        return all;
    }

    /** One definition; empty when there never was one. */
    public Optional<History> one(String tenantId, Name name) {
        return Optional.ofNullable(tenants.getOrDefault(tenantId, Map.of()).get(name))
                .map(NavigableMap::values)
                .map(Collection::stream)
                .map(versions -> new History(name, versions.toList()));
    }
}
