package io.podium.standalone.setup;

import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.program.Program;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the rules of a tenant to what a set of files says: a definition that is new or has changed gets a version,
 * one that is gone is retired, one that is the same is left alone.
 */
public final class RulePublisher {
    private RulePublisher() {}

    private record Name(String kind, String id) {}

    /**
     * The versions to publish.
     *
     * @param live all versions that there are, of all tenants
     * @param firstFrom from when a definition that never existed is in force
     * @param changeFrom from when changes and retirements are in force
     */
    public static List<RuleVersion> changes(
            String tenantId,
            Collection<RuleVersion> live,
            List<Definition> wanted,
            Instant firstFrom,
            Instant changeFrom) {
        Map<Name, RuleVersion> latest = new LinkedHashMap<>();
        live.stream()
                .filter(version -> version.tenantId().equals(tenantId))
                .sorted(Comparator.comparing(RuleVersion::effectiveFrom))
                .forEach(version -> latest.put(new Name(version.kind().wireName(), version.id()), version));
        List<RuleVersion> changes = new ArrayList<>();
        for (Definition definition : wanted) {
            Program program = definition.program();
            RuleVersion current = latest.remove(new Name(program.kind().wireName(), program.id()));
            if (current == null || !definition.source().definition().equals(current.definition())) {
                changes.add(new RuleVersion(
                        tenantId,
                        program.kind(),
                        program.id(),
                        current == null ? firstFrom : changeFrom,
                        definition.source().definition()));
            }
        }
        latest.values().stream()
                .filter(version -> !version.isRetirement())
                .map(version -> new RuleVersion(tenantId, version.kind(), version.id(), changeFrom, null))
                .forEach(changes::add);
        return changes;
    }
}
