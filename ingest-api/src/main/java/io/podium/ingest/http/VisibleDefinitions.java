package io.podium.ingest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.rules.RuleVersions;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The definitions that participants may know of: those in force, without contests that are drafts. */
record VisibleDefinitions(RuleVersions versions, Clock clock) {

    /** All of a tenant, by kind and id. */
    List<RuleVersion> of(String tenantId) {
        Instant now = clock.instant();
        return versions.all(tenantId).stream()
                .flatMap(history -> history.inForce(now).stream())
                .filter(version -> !definition(version).path("draft").asBoolean())
                .toList();
    }

    static ObjectNode definition(RuleVersion version) {
        ObjectNode definition = version.definition();
        return definition == null ? Json.mapper().createObjectNode() : definition;
    }

    /** A member that is an instant, which every definition in force has in the right form. */
    static Instant instant(RuleVersion version, String member) {
        return DateTime.parse(definition(version).path(member).asText());
    }
}
