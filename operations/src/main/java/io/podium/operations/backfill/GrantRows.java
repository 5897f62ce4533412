package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.command.GrantBody;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.ProblemList;
import io.podium.schemas.event.RawEventParser;
import java.time.Instant;
import java.util.List;

/**
 * Rows as grants, by the rules that hold for bodies of grants. What a CSV file can only say as a text, an amount or a
 * truth, is taken as what it says.
 */
final class GrantRows {

    /** The one member that is a number. */
    static final String AMOUNT = "amount";

    private static final String LIFETIME = "counts_for_lifetime";

    private GrantRows() {}

    /**
     * Judges a row's grant.
     *
     * @param problems what was found so far, which grows
     * @param now from when on {@code valid_for} counts
     */
    static Mapped of(ObjectNode grant, ValueFormat format, Instant now, List<Problem> problems) {
        Required.tenant(grant, problems);
        Required.key(grant, problems);
        ProblemList ofTenant = new ProblemList();
        String tenantId = RawEventParser.tenant(grant, ofTenant);
        problems.addAll(ofTenant.list());
        grant.remove(Mapping.TENANT);
        asNumber(grant, format);
        asTruth(grant);
        GrantBody body = GrantBody.of(grant, now);
        body.problems().stream()
                .filter(problem -> !Required.isReported(problem.path(), problems))
                .toList()
                .forEach(problems::add);
        return problems.isEmpty() && tenantId != null && body.command() != null
                ? new Mapped.Grant(tenantId, body.command())
                : new Mapped.Refused(problems);
    }

    /** A text that is no number stays what it is, and is reported as that. */
    private static void asNumber(ObjectNode grant, ValueFormat format) {
        if (grant.path(AMOUNT).isTextual()) {
            try {
                grant.set(
                        AMOUNT,
                        DecimalNode.valueOf(
                                format.number(grant.get(AMOUNT).textValue().strip())));
            } catch (NumberFormatException e) {
                return;
            }
        }
    }

    private static void asTruth(ObjectNode grant) {
        if (grant.path(LIFETIME).isTextual()) {
            try {
                grant.set(
                        LIFETIME, Template.truth(grant.get(LIFETIME).textValue().strip()));
            } catch (IllegalArgumentException e) {
                return;
            }
        }
    }
}
