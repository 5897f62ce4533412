package io.podium.ingest.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where new versions of rules are handed in: checked with all others of their tenant, then brought into force. */
public interface RuleAdministration {

    /**
     * A version that somebody wants.
     *
     * @param definition null to retire
     * @param effectiveFrom null for as soon as every processor can know it
     */
    record Wanted(
            String tenantId,
            RuleKind kind,
            String id,
            @Nullable ObjectNode definition,
            @Nullable Instant effectiveFrom) {}

    /** Publishes a version. Never blocks; the future does not fail for expected reasons. */
    CompletableFuture<Publication> publish(Wanted wanted);

    /** What came of it. */
    sealed interface Publication {
        /**
         * On the rules topic, in force from its instant on.
         *
         * @param warnings what is right and will hardly do what it should
         */
        record Published(RuleVersion version, List<Problem> warnings) implements Publication {}

        /** The latest version says the same; nothing was written. */
        record Unchanged(RuleVersion version) implements Publication {}

        /** Not good, and every reason why. */
        record Refused(List<Problem> problems) implements Publication {}

        /** Kafka did not take it in time; may be retried. */
        record Unavailable(String reason) implements Publication {}
    }
}
