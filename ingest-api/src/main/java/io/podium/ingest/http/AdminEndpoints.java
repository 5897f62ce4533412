package io.podium.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.rules.RuleAdministration;
import io.podium.ingest.rules.RuleAdministration.Publication;
import io.podium.ingest.rules.RuleVersions;
import io.podium.ingest.rules.RuleVersions.History;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.DateTime;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleName;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/admin/{collection}}: the tenant's rules over HTTP, one collection for each kind. POST creates a
 * definition or adds a version, DELETE retires, GET shows all that there ever was.
 */
final class AdminEndpoints {

    private static final String EFFECTIVE_FROM = "effective_from";

    private final RuleVersions versions;
    private final RuleAdministration administration;
    private final Clock clock;

    AdminEndpoints(RuleVersions versions, RuleAdministration administration, Clock clock) {
        this.versions = versions;
        this.administration = administration;
        this.clock = clock;
    }

    /**
     * Body of one definition.
     *
     * @param inForce from when the version is that is in force now; null when none is
     */
    record Rule(String kind, String id, @Nullable Instant inForce, List<Version> versions) {
        static Rule of(History history, Instant now) {
            return new Rule(
                    history.name().kind().wireName(),
                    history.name().id(),
                    history.inForce(now).map(RuleVersion::effectiveFrom).orElse(null),
                    history.versions().stream().map(Version::of).toList());
        }
    }

    /** One version; a retired one has no definition. */
    record Version(
            Instant effectiveFrom,
            boolean retired,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ObjectNode definition) {
        static Version of(RuleVersion version) {
            return new Version(version.effectiveFrom(), version.isRetirement(), version.definition());
        }
    }

    /** Body of a collection. */
    record Rules(List<Rule> rules) {}

    /**
     * Body of what was published; {@code unchanged} when the latest version says the same already, {@code warnings} of
     * what is right and will hardly do what it should.
     */
    record Published(
            String kind,
            String id,
            Instant effectiveFrom,
            boolean retired,
            boolean unchanged,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> warnings) {
        static Published of(RuleVersion version, boolean unchanged, List<Problem> warnings) {
            return new Published(
                    version.kind().wireName(),
                    version.id(),
                    version.effectiveFrom(),
                    version.isRetirement(),
                    unchanged,
                    warnings);
        }
    }

    /** {@code GET /api/v1/admin/{collection}}. */
    CompletableFuture<ApiAnswer> all(ApiRequest request) throws RefusedException {
        RuleKind kind = kind(request);
        Instant now = clock.instant();
        List<Rule> rules = versions.all(request.tenantId()).stream()
                .filter(history -> history.name().kind() == kind)
                .map(history -> Rule.of(history, now))
                .toList();
        return CompletableFuture.completedFuture(ApiAnswer.of(200, new Rules(rules)));
    }

    /** {@code GET /api/v1/admin/{collection}/{id}}. */
    CompletableFuture<ApiAnswer> one(ApiRequest request) throws RefusedException {
        return CompletableFuture.completedFuture(ApiAnswer.of(200, Rule.of(known(request), clock.instant())));
    }

    /** {@code DELETE /api/v1/admin/{collection}/{id}}. */
    CompletableFuture<ApiAnswer> retire(ApiRequest request) throws RefusedException {
        RuleName name = known(request).name();
        return publish(request, new RuleAdministration.Wanted(request.tenantId(), name.kind(), name.id(), null, null));
    }

    /** {@code POST /api/v1/admin/{collection}}. */
    CompletableFuture<ApiAnswer> publish(ApiRequest request) throws RefusedException {
        RuleKind kind = kind(request);
        ObjectNode definition = object(request.body());
        Instant from = effectiveFrom(definition.remove(EFFECTIVE_FROM));
        if (!definition.has("kind")) {
            definition.put("kind", kind.wireName());
        } else if (!definition.get("kind").asText().equals(kind.wireName())) {
            throw invalid(new Problem(
                    "kind", "wrong_kind", "expected " + kind.wireName() + " here, but " + definition.get("kind")));
        }
        String id = definition.path("id").asText("");
        return publish(request, new RuleAdministration.Wanted(request.tenantId(), kind, id, definition, from));
    }

    private CompletableFuture<ApiAnswer> publish(ApiRequest request, RuleAdministration.Wanted wanted) {
        return administration.publish(wanted).thenApply(publication -> {
            if (publication instanceof Publication.Published published) {
                int status = wanted.definition() == null ? 200 : 201;
                return ApiAnswer.of(status, Published.of(published.version(), false, published.warnings()));
            } else if (publication instanceof Publication.Unchanged unchanged) {
                return ApiAnswer.of(200, Published.of(unchanged.version(), true, List.of()));
            } else if (publication instanceof Publication.Refused refused) {
                return Refusal.badRequest(
                                "invalid_rule",
                                "expected a rule, but it has "
                                        + refused.problems().size() + " problem(s)",
                                refused.problems())
                        .answer(request.requestId());
            }
            return Refusal.unavailable(((Publication.Unavailable) publication).reason())
                    .answer(request.requestId());
        });
    }

    private History known(ApiRequest request) throws RefusedException {
        RuleName name = new RuleName(kind(request), request.path("id"));
        return versions.one(request.tenantId(), name)
                .orElseThrow(() -> new RefusedException(Refusal.notFound(
                        "not_found",
                        "expected the id of a " + name.kind().wireName() + " of this tenant, but " + name.id()
                                + " is unknown")));
    }

    private static RuleKind kind(ApiRequest request) throws RefusedException {
        String collection = request.path("collection");
        return RuleKind.ofCollection(collection)
                .orElseThrow(() -> new RefusedException(Refusal.notFound(
                        "no_route", "expected one of " + RuleKind.collections() + ", but " + collection)));
    }

    private static ObjectNode object(byte[] body) throws RefusedException {
        JsonNode node;
        try {
            node = Json.tree(body);
        } catch (IOException e) {
            throw invalid(RawEventParser.unreadable(e));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw invalid(new Problem("", "wrong_type", "expected an object, but " + node.getNodeType()));
    }

    private static @Nullable Instant effectiveFrom(@Nullable JsonNode node) throws RefusedException {
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return DateTime.parse(node.asText());
        } catch (DateTimeException e) {
            throw invalid(new Problem(
                    EFFECTIVE_FROM, "bad_format", "expected an instant such as 2026-05-01T00:00:00Z, but " + node));
        }
    }

    private static RefusedException invalid(Problem problem) {
        return new RefusedException(Refusal.badRequest("invalid_rule", problem.message(), List.of(problem)));
    }
}
