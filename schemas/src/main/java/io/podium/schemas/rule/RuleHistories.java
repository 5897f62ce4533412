package io.podium.schemas.rule;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All versions of all definitions of all tenants, each as what its reader makes of it: what the records of the rules
 * topic are kept in. One thread puts versions in, any number look.
 *
 * @param <V> what a version is made to
 */
public final class RuleHistories<V> {

    private final Map<String, Map<RuleName, NavigableMap<Instant, V>>> tenants = new ConcurrentHashMap<>();

    /** Keeps what a version is made to; another record of the same version takes its place. */
    public void put(RuleVersion version, V made) {
        tenants.computeIfAbsent(version.tenantId(), tenant -> new ConcurrentHashMap<>())
                .computeIfAbsent(version.name(), name -> new ConcurrentSkipListMap<>())
                .put(version.effectiveFrom(), made);
    }

    /** The version of a definition that is in force at an instant, be it a retirement; empty before the first. */
    public Optional<Map.Entry<Instant, V>> at(String tenantId, RuleName name, Instant instant) {
        NavigableMap<Instant, V> versions =
                tenants.getOrDefault(tenantId, Map.of()).get(name);
        return versions == null ? Optional.empty() : Optional.ofNullable(versions.floorEntry(instant));
    }

    /** All versions of a definition by the instant from which they are in force; empty when there never was one. */
    public NavigableMap<Instant, V> of(String tenantId, RuleName name) {
        NavigableMap<Instant, V> versions = of(tenantId).get(name);
        return versions == null ? Collections.emptyNavigableMap() : Collections.unmodifiableNavigableMap(versions);
    }

    /** All definitions of a tenant that ever were, in no order. */
    public Map<RuleName, NavigableMap<Instant, V>> of(String tenantId) {
        return Collections.unmodifiableMap(tenants.getOrDefault(tenantId, Map.of()));
    }
}
