package io.podium.operations.administration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.program.Program;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rules of a tenant to what a set of files says: a definition that is new or has changed gets a version,
 * one that is gone is retired, one that is the same is left alone. Never for the past: what was judged stays judged.
 */
public final class RulePublisher {

    /** Longer than a version needs to reach every processor, so that none judges an event by the version before. */
    public static final Duration LEAD = Duration.ofSeconds(10);

    private RulePublisher() {}

    /** What publishing does to one definition. */
    public enum Step {
        CREATE,
        CHANGE,
        RETIRE
    }

    /**
     * One step.
     *
     * @param before the latest version that there is; null for none
     */
    public record Change(
            Step step, RuleVersion version, @Nullable RuleVersion before) {}

    /**
     * All that publishing does.
     *
     * @param unchanged how many definitions stay as they are
     */
    public record Plan(List<Change> changes, int unchanged) {

        /** The same without what would be retired. */
        public Plan withoutRetirements() {
            return new Plan(
                    changes.stream()
                            .filter(change -> change.step() != Step.RETIRE)
                            .toList(),
                    unchanged);
        }

        /** Contests that were retired before: one that had begun is over, and publishing it again begins no other. */
        public List<String> retiredContests() {
            return changes.stream()
                    .filter(change -> change.step() == Step.CREATE && isRetiredContest(change.before()))
                    .map(change -> change.version().id())
                    .toList();
        }

        /** The records to write. */
        public Map<String, RuleVersion> records() {
            Map<String, RuleVersion> records = new LinkedHashMap<>();
            changes.forEach(change -> records.put(change.version().recordKey(), change.version()));
            return records;
        }
    }

    /**
     * From when versions are in force that are published now.
     *
     * @param asked null for as soon as possible
     * @throws IllegalArgumentException when it is asked for an instant that processors could pass before they know
     */
    public static Instant effectiveFrom(@Nullable Instant asked, Instant now) {
        Instant soonest = Instant.ofEpochMilli(now.plus(LEAD).toEpochMilli());
        if (asked != null && asked.isBefore(soonest)) {
            throw new IllegalArgumentException("expected effective_from " + soonest + " or later (versions are never "
                    + "published for the past, and need " + LEAD.toSeconds() + " s to reach all processors), but "
                    + asked);
        }
        return asked == null ? soonest : asked;
    }

    /** Whether a version, null for none, retires a contest. */
    public static boolean isRetiredContest(@Nullable RuleVersion version) {
        return version != null && version.isRetirement() && version.kind() == RuleKind.CONTEST;
    }

    /** Only those versions that are of a tenant. */
    public static List<RuleVersion> of(String tenantId, Collection<RuleVersion> live) {
        return live.stream()
                .filter(version -> version.tenantId().equals(tenantId))
                .sorted(Comparator.comparing(RuleVersion::effectiveFrom))
                .toList();
    }

    /** The definition as the topic will give it back: files and records know other kinds of the same number. */
    private static ObjectNode asPublished(ObjectNode definition) {
        return Json.read(Json.write(definition), ObjectNode.class);
    }

    /**
     * All versions that there would be, had a tenant's rules been others from an instant on: what was before stays, and
     * other tenants' rules do.
     *
     * @param live all versions that there are, of all tenants
     */
    public static List<RuleVersion> asIf(
            String tenantId, Collection<RuleVersion> live, List<Definition> wanted, Instant from) {
        List<RuleVersion> kept = live.stream()
                .filter(version -> !version.tenantId().equals(tenantId)
                        || version.effectiveFrom().isBefore(from))
                .toList();
        List<RuleVersion> all = new ArrayList<>(kept);
        all.addAll(plan(tenantId, kept, wanted, from).records().values());
        return all;
    }

    /**
     * The steps to what is wanted.
     *
     * @param live all versions that there are, of all tenants
     * @param from from when they are in force
     */
    public static Plan plan(String tenantId, Collection<RuleVersion> live, List<Definition> wanted, Instant from) {
        Map<RuleName, RuleVersion> latest = new LinkedHashMap<>();
        of(tenantId, live).forEach(version -> latest.put(version.name(), version));
        List<Change> changes = new ArrayList<>();
        int unchanged = 0;
        for (Definition definition : wanted) {
            Program program = definition.program();
            RuleVersion before = latest.remove(new RuleName(program.kind(), program.id()));
            ObjectNode asPublished = asPublished(definition.source().definition());
            if (before != null && asPublished.equals(before.definition())) {
                unchanged++;
            } else {
                Step step = before == null || before.isRetirement() ? Step.CREATE : Step.CHANGE;
                changes.add(new Change(
                        step, new RuleVersion(tenantId, program.kind(), program.id(), from, asPublished), before));
            }
        }
        for (RuleVersion gone : latest.values()) {
            if (!gone.isRetirement()) {
                changes.add(
                        new Change(Step.RETIRE, new RuleVersion(tenantId, gone.kind(), gone.id(), from, null), gone));
            }
        }
        return new Plan(changes, unchanged);
    }
}
