package io.podium.rules.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.ParsedProgram;
import io.podium.rules.program.Program;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.RuleHistories;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All versions of all rules of all tenants, and the {@link RuleSet} in force at any instant. One thread publishes
 * (the consumer of the rules topic), any number ask. Between two instants at which some version of the tenant takes
 * effect the rule set is the same object, built when first asked for.
 */
public final class RuleBook {

    private final ProgramParser parser;
    private final RuleHistories<Optional<Program>> versions = new RuleHistories<>();
    private final Map<String, TenantRules> tenants = new ConcurrentHashMap<>();

    public RuleBook(ProgramParser parser) {
        this.parser = parser;
    }

    /** Takes a version in. A definition that does not parse changes nothing; its problems are returned. */
    public List<Problem> publish(RuleVersion version) {
        Optional<Program> program = Optional.empty();
        ObjectNode definition = version.definition();
        if (definition != null) {
            ParsedProgram parsed = parser.parse(definition);
            if (parsed instanceof ParsedProgram.Invalid invalid) {
                return invalid.problems();
            }
            program = Optional.of(((ParsedProgram.Valid) parsed).program());
        }
        tenants.computeIfAbsent(version.tenantId(), TenantRules::new).publish(version, program);
        return List.of();
    }

    /** The rules of a tenant by which an event with this record timestamp is judged. */
    public RuleSet inForce(String tenantId, Instant at) {
        TenantRules rules = tenants.get(tenantId);
        return rules == null ? RuleSet.EMPTY : rules.inForce(at);
    }

    /** From when on a definition is retired, if it is at this instant; empty where there is no version so far. */
    public Optional<Instant> retiredSince(String tenantId, RuleKind kind, String id, Instant at) {
        return versions.at(tenantId, new RuleName(kind, id), at)
                .filter(current -> current.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    /** All tenants that ever had a rule, in the order of their ids. */
    public Collection<String> tenants() {
        return new TreeSet<>(tenants.keySet());
    }

    private final class TenantRules {

        private final String tenantId;
        private volatile TreeMap<Instant, RuleSet> epochs = new TreeMap<>();

        TenantRules(String tenantId) {
            this.tenantId = tenantId;
        }

        synchronized void publish(RuleVersion version, Optional<Program> program) {
            versions.put(version, program);
            epochs = new TreeMap<>();
        }

        RuleSet inForce(Instant at) {
            Map.Entry<Instant, RuleSet> epoch = epochs.floorEntry(at);
            return epoch != null && epoch.getValue() != null ? epoch.getValue() : build(at);
        }

        /** Epoch starts without a rule set mark where the next epoch begins, so that a floor never reaches past it. */
        private synchronized RuleSet build(Instant at) {
            List<Versioned<?>> programs = new ArrayList<>();
            Instant start = Instant.MIN;
            Instant end = Instant.MAX;
            for (NavigableMap<Instant, Optional<Program>> history :
                    versions.of(tenantId).values()) {
                Map.Entry<Instant, Optional<Program>> current = history.floorEntry(at);
                if (current != null) {
                    current.getValue().ifPresent(program -> programs.add(new Versioned<>(program, current.getKey())));
                    start = current.getKey().isAfter(start) ? current.getKey() : start;
                }
                Instant next = history.higherKey(at);
                end = next != null && next.isBefore(end) ? next : end;
            }
            RuleSet built = new RuleSet(programs);
            TreeMap<Instant, RuleSet> more = new TreeMap<>(epochs);
            more.put(start, built);
            more.putIfAbsent(end, null);
            epochs = more;
            return built;
        }
    }
}
