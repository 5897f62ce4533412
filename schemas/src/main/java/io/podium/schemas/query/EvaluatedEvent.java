package io.podium.schemas.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stage 2's result for one event, kept for the retention of results.
 *
 * @param results without the contest part
 * @param contestIds the contests whose part stage 3 adds
 * @param transaction what came of a command, or of an event that takes another one back; null for others
 * @param command the type of the command; null for events of clients
 * @param erasures how often the participant had been erased; results of before belong to nobody
 */
public record EvaluatedEvent(
        String tenantId,
        String participantId,
        String eventId,
        EventResults results,
        List<String> contestIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PointsTransaction transaction,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String command,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int erasures) {
    public EvaluatedEvent {
        requireNonNull(tenantId);
        requireNonNull(participantId);
        requireNonNull(eventId);
        requireNonNull(results);
        contestIds = List.copyOf(contestIds);
    }

    /** The same result with the contest part. */
    public EvaluatedEvent withContests(List<EventResults.ContestScoreDelta> contests) {
        return new EvaluatedEvent(
                tenantId,
                participantId,
                eventId,
                results.withContests(contests),
                contestIds,
                transaction,
                command,
                erasures);
    }

    /** What is left of the result when the participant was erased: whose it was, and which command. */
    public EvaluatedEvent erased() {
        return new EvaluatedEvent(
                tenantId,
                participantId,
                eventId,
                new EventResults(0, null, List.of(), List.of(), List.of(), List.of()),
                List.of(),
                new PointsTransaction(
                        null,
                        transaction == null ? null : transaction.kind(),
                        0,
                        0,
                        0,
                        new Refusal(RefusalCode.PARTICIPANT_ERASED, null),
                        null),
                command,
                erasures);
    }

    /** Whether the participant was erased since. */
    @JsonIgnore
    public boolean isErased() {
        return transaction != null
                && transaction.refusal() != null
                && transaction.refusal().code() == RefusalCode.PARTICIPANT_ERASED;
    }

    /** The result of an event that is no command. */
    public EvaluatedEvent(
            String tenantId, String participantId, String eventId, EventResults results, List<String> contestIds) {
        this(tenantId, participantId, eventId, results, contestIds, null, null, 0);
    }
}
