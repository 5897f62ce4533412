package io.podium.ingest.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grant as its body says it, or all that is wrong with that body: the same for a request, one of many in a request,
 * and a row of an import.
 *
 * @param command null where something is wrong
 * @param problems empty where nothing is
 */
public record GrantBody(@Nullable RawCommand command, List<Problem> problems) {

    /** The members that it may have. */
    public static final Set<String> MEMBERS = Set.of(
            "participant_id",
            "amount",
            "reason",
            "memo",
            "idempotency_key",
            "expires_at",
            "valid_for",
            "counts_for_lifetime");

    private static final Duration SHORTEST_VALIDITY = Duration.ofHours(1);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(3_660);

    /**
     * Reads a body.
     *
     * @param now from when on a duration counts, and after which an end must be
     */
    public static GrantBody of(JsonNode body, Instant now) {
        if (!body.isObject()) {
            return new GrantBody(
                    null, List.of(new Problem("", "wrong_type", "expected a JSON object, but another value came")));
        }
        CommandReader in = new CommandReader(body, MEMBERS);
        long amount = in.amount();
        String reason = in.reason();
        String memo = in.memo();
        boolean counts = in.flag("counts_for_lifetime", true);
        Instant until = in.instant("expires_at", now, now.plus(LONGEST_VALIDITY));
        Duration validity = in.optionalDuration("valid_for", SHORTEST_VALIDITY, LONGEST_VALIDITY);
        if (until != null && validity != null) {
            in.problem("valid_for", "two_ends", "expected expires_at or valid_for, but both came");
        }
        Instant expiresAt = validity == null ? until : now.plus(validity);
        RawCommand command = in.command(() -> new Command.Grant(amount, reason, memo, expiresAt, counts));
        return new GrantBody(command, in.problems());
    }
}
