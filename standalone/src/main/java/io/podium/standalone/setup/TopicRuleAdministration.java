package io.podium.standalone.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.rules.RuleAdministration;
import io.podium.ingest.rules.RuleVersions;
import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.TableTopic;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The rule administration of an API node: one version after the other, checked, then written to the rules topic. */
final class TopicRuleAdministration implements RuleAdministration, AutoCloseable {

    /** Parsed, a definition takes some twenty times its bytes, in several forms. */
    private static final int TENANT_SHARE = 64;

    private static final long LEAST_TENANT_BYTES = 4L * 1024 * 1024;
    private static final long MOST_TENANT_BYTES = 64L * 1024 * 1024;
    private static final Set<RuleKind> REFERRED = EnumSet.of(RuleKind.BADGE, RuleKind.TIERS, RuleKind.EVENT_TYPE);

    private final RuleVersions versions;
    private final TableTopic<RuleVersion> topic;
    private final Clock clock;
    private final RuleFiles files = new RuleFiles(new ProgramParser());
    private final WriteQueue writes = new WriteQueue("podium-rule-administration");
    private final long maxTenantBytes = Math.min(
            MOST_TENANT_BYTES, Math.max(LEAST_TENANT_BYTES, Runtime.getRuntime().maxMemory() / TENANT_SHARE));

    /** One that writes to a topic, and at once to what this node knows, so that it shows what it wrote. */
    TopicRuleAdministration(RuleVersions versions, TableTopic<RuleVersion> topic, Clock clock) {
        this.versions = versions;
        this.topic = topic;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Publication> publish(Wanted wanted) {
        return writes.write(() -> write(wanted), new Publication.Unavailable("expected fewer versions at once; retry"));
    }

    private Publication write(Wanted wanted) {
        Instant now = clock.instant();
        Instant from;
        try {
            from = RulePublisher.effectiveFrom(wanted.effectiveFrom(), now);
        } catch (IllegalArgumentException e) {
            return new Publication.Refused(
                    List.of(new Problem("effective_from", "in_the_past", String.valueOf(e.getMessage()))));
        }
        Optional<RuleVersion> latest = versions.one(wanted.tenantId(), new RuleName(wanted.kind(), wanted.id()))
                .map(RuleVersions.History::latest);
        if (latest.isPresent() && Objects.equals(latest.get().definition(), wanted.definition())) {
            return new Publication.Unchanged(latest.get());
        }
        List<Problem> problems =
                wanted.definition() == null ? List.of() : tooMany(wanted.tenantId(), wanted.definition());
        if (problems.isEmpty()) {
            problems = problems(wanted, from);
        }
        if (!problems.isEmpty()) {
            return new Publication.Refused(problems);
        }
        RuleVersion version = new RuleVersion(wanted.tenantId(), wanted.kind(), wanted.id(), from, wanted.definition());
        try {
            topic.write(Map.of(version.recordKey(), version));
        } catch (RuntimeException e) {
            return new Publication.Unavailable("expected Kafka to take the version, but " + e.getMessage());
        }
        List<Problem> warnings = wanted.definition() == null
                ? List.of()
                : new ArrayList<>(
                        files.warnings(wanted.definition(), inForce(wanted, from, EnumSet.allOf(RuleKind.class)), now));
        if (wanted.definition() != null && RulePublisher.isRetiredContest(latest.orElse(null))) {
            warnings.add(new Problem(
                    "id",
                    "retired_contest",
                    "expected an id that no contest had; if the retired one had begun, it is over and stays so"));
        }
        versions.publish(version);
        return new Publication.Published(version, warnings);
    }

    /** One tenant's rules, which every node holds with all their versions, must leave room for the others'. */
    private List<Problem> tooMany(String tenantId, ObjectNode definition) {
        long bytes = Json.write(definition).length;
        for (RuleVersions.History history : versions.all(tenantId)) {
            for (RuleVersion version : history.versions()) {
                bytes += version.definition() == null ? 0 : Json.write(version.definition()).length;
            }
        }
        return bytes <= maxTenantBytes
                ? List.of()
                : List.of(new Problem(
                        "",
                        "too_many_rules",
                        "expected at most " + maxTenantBytes
                                + " bytes of rules of a tenant with all their versions, but "
                                + "with this one there are " + bytes));
    }

    /**
     * Only badges, ladders and event types matter to other definitions, so only they are looked at beside a new one.
     */
    private List<Problem> problems(Wanted wanted, Instant from) {
        if (wanted.definition() != null) {
            return files.problems(wanted.definition(), inForce(wanted, from, REFERRED));
        }
        return wanted.kind() == RuleKind.BADGE
                ? files.problemsTogether(inForce(wanted, from, EnumSet.allOf(RuleKind.class)))
                : List.of();
    }

    /** The definitions that will be in force beside the wanted one. */
    private List<ObjectNode> inForce(Wanted wanted, Instant from, Set<RuleKind> kinds) {
        return versions.all(wanted.tenantId()).stream()
                .filter(history -> kinds.contains(history.name().kind()))
                .filter(history -> !history.name().equals(new RuleName(wanted.kind(), wanted.id())))
                .flatMap(history -> history.inForce(from).stream())
                .map(RuleVersion::definition)
                .toList();
    }

    @Override
    public void close() {
        writes.close();
    }
}
