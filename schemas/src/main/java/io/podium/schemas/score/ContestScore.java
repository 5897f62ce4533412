package io.podium.schemas.score;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.key.RecordKeys;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation reports to the leaderboard about one event and one contest: the value of a {@code contest-scores}
 * record, keyed {@code tenant|contest}.
 *
 * @param method how it becomes part of the participant's score
 * @param score already weighted; null when nothing could be scored, then {@code notes} say why
 * @param sync whether a client waits for the rank
 * @param reverses the event whose score this one takes back; null for none
 * @param erases whether the participant is to be removed from all contests; then there is no score
 */
public record ContestScore(
        String contestId,
        Instant contestVersion,
        String eventId,
        String tenantId,
        String participantId,
        Instant occurredAt,
        ScoringMethod method,
        @Nullable BigDecimal score,
        List<String> notes,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sync,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reverses,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean erases) {

    /** Stands for the contest where all of the tenant are meant; no contest has this id. */
    public static final String ALL_CONTESTS = "*";

    public ContestScore {
        requireNonNull(contestId);
        requireNonNull(contestVersion);
        requireNonNull(eventId);
        requireNonNull(tenantId);
        requireNonNull(participantId);
        requireNonNull(occurredAt);
        requireNonNull(method);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** A score that takes nothing back. */
    public ContestScore(
            String contestId,
            Instant contestVersion,
            String eventId,
            String tenantId,
            String participantId,
            Instant occurredAt,
            ScoringMethod method,
            @Nullable BigDecimal score,
            List<String> notes,
            boolean sync) {
        this(
                contestId,
                contestVersion,
                eventId,
                tenantId,
                participantId,
                occurredAt,
                method,
                score,
                notes,
                sync,
                null,
                false);
    }

    /** That a participant is to be removed from all contests of the tenant; a record for every partition. */
    public static ContestScore erasure(AcceptedEvent event, Instant at) {
        return new ContestScore(
                ALL_CONTESTS,
                at,
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                at,
                ScoringMethod.CUMULATIVE,
                null,
                List.of(),
                false,
                null,
                true);
    }

    /** The same for one contest. */
    public ContestScore in(String otherContestId) {
        return new ContestScore(
                otherContestId,
                contestVersion,
                eventId,
                tenantId,
                participantId,
                occurredAt,
                method,
                score,
                notes,
                sync,
                reverses,
                erases);
    }

    /** Whether it is what an event scored, and not that something is taken back or somebody erased. */
    @JsonIgnore
    public boolean isOwn() {
        return reverses == null && !erases;
    }

    /** The record key. */
    @JsonIgnore
    public String recordKey() {
        return RecordKeys.contest(tenantId, contestId);
    }
}
