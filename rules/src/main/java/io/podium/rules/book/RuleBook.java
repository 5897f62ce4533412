package io.podium.rules.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.evaluation.RuleSet;
import io.podium.rules.program.ParsedProgram;
import io.podium.rules.program.Program;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Versioned;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.RuleKind;
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
        tenants.computeIfAbsent(version.tenantId(), tenant -> new TenantRules())
                .publish(version.kind(), version.id(), version.effectiveFrom(), program);
        return List.of();
    }

    /** The rules of a tenant by which an event with this record timestamp is judged. */
    public RuleSet inForce(String tenantId, Instant at) {
        TenantRules rules = tenants.get(tenantId);
        return rules == null ? RuleSet.EMPTY : rules.inForce(at);
    }

    /** From when on a definition is retired, if it is at this instant; empty where there is no version so far. */
    public Optional<Instant> retiredSince(String tenantId, RuleKind kind, String id, Instant at) {
        TenantRules rules = tenants.get(tenantId);
        return rules == null ? Optional.empty() : rules.retiredSince(kind, id, at);
    }

    /** All tenants that ever had a rule, in the order of their ids. */
    public Collection<String> tenants() {
        return new TreeSet<>(tenants.keySet());
    }

    private static final class TenantRules {

        private record Name(RuleKind kind, String id) {}

        private final Map<Name, NavigableMap<Instant, Optional<Program>>> versions = new ConcurrentHashMap<>();
        private volatile TreeMap<Instant, RuleSet> epochs = new TreeMap<>();

        synchronized void publish(RuleKind kind, String id, Instant from, Optional<Program> program) {
            versions.computeIfAbsent(new Name(kind, id), name -> new TreeMap<>())
                    .put(from, program);
            epochs = new TreeMap<>();
        }

        synchronized Optional<Instant> retiredSince(RuleKind kind, String id, Instant at) {
            NavigableMap<Instant, Optional<Program>> history = versions.get(new Name(kind, id));
            return Optional.ofNullable(history)
                    .map(known -> known.floorEntry(at))
                    .filter(current -> current.getValue().isEmpty())
                    .map(Map.Entry::getKey);
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
            for (NavigableMap<Instant, Optional<Program>> history : versions.values()) {
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
