package io.podium.ingest.http;

import io.podium.ingest.rules.RuleAdministration;
import io.podium.ingest.rules.RuleVersions;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.RuleVersion;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An administration that refuses what is named bad, is out of order when asked to be, and puts the rest into force at
 * once.
 */
final class InMemoryRuleAdministration implements RuleAdministration {

    private final RuleVersions versions;
    volatile boolean down;

    InMemoryRuleAdministration(RuleVersions versions) {
        this.versions = versions;
    }

    @Override
    public CompletableFuture<Publication> publish(Wanted wanted) {
        if (down) {
            return CompletableFuture.completedFuture(new Publication.Unavailable("expected Kafka, but it is down"));
        }
        if (wanted.id().equals("bad")) {
            return CompletableFuture.completedFuture(new Publication.Refused(
                    List.of(new Problem("label", "required", "m"), new Problem("id", "bad_id", "m"))));
        }
        RuleVersion version = new RuleVersion(
                wanted.tenantId(),
                wanted.kind(),
                wanted.id(),
                wanted.effectiveFrom() == null ? Front.NOW : wanted.effectiveFrom(),
                wanted.definition());
        versions.publish(version);
        return CompletableFuture.completedFuture(new Publication.Published(
                version, wanted.id().equals("doubtful") ? List.of(new Problem("label", "doubtful", "m")) : List.of()));
    }
}
