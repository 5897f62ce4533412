package io.podium.schemas.contest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.key.RecordKeys;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step in a contest's life: the value of a {@code contest-standings} record, keyed {@code tenant|contest}. The last
 * step brings the final ranks of all participants, over as many pages (records) as it takes.
 *
 * @param standingsId unique and the same in every replay
 * @param ruleVersion the version of the contest in force at the step
 * @param processedAt the time in the log at which the step was taken
 * @param participants how many have a score
 * @param page number of this record within the step, from 1
 * @param pages how many records the step has
 * @param rows final ranks, best first; empty before completion
 * @param notes why the contest ended otherwise than by its time: {@code contest_retired}; empty otherwise
 */
public record ContestStandings(
        String standingsId,
        String tenantId,
        String contestId,
        Instant ruleVersion,
        Instant processedAt,
        ContestState state,
        long participants,
        int page,
        int pages,
        List<Row> rows,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {

    /** Most rows of one page. */
    public static final int PAGE_ROWS = 500;

    public ContestStandings {
        requireNonNull(standingsId);
        requireNonNull(tenantId);
        requireNonNull(contestId);
        requireNonNull(ruleVersion);
        requireNonNull(processedAt);
        requireNonNull(state);
        rows = List.copyOf(rows);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /**
     * A participant's final rank.
     *
     * @param prize given for the rank; null for none
     * @param notes why a prize was withheld; empty otherwise
     */
    public record Row(
            long rank,
            String participantId,
            BigDecimal score,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Prize prize,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {
        public Row {
            notes = notes == null ? List.of() : List.copyOf(notes);
        }
    }

    /** The record key. */
    @JsonIgnore
    public String recordKey() {
        return RecordKeys.contest(tenantId, contestId);
    }
}
