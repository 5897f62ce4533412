package io.podium.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param accepted first events of their keys
 * @param duplicates events whose keys earlier events had
 * @param rejected events that are not in the log
 * @param results a row for each event, in their order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchReceipt(
        @JsonProperty("accepted") int accepted,
        @JsonProperty("duplicates") int duplicates,
        @JsonProperty("rejected") int rejected,
        @JsonProperty("results") List<Row> results) {

    /**
     * What became of one event.
     *
     * @param eventId null for duplicates and rejected events
     * @param originalEventId of the first event with the key, for duplicates
     * @param error {@code invalid_event}, or {@code unavailable} when a retry may help; null for what is in the log
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Row(
            @JsonProperty("idempotency_key") @Nullable String idempotencyKey,
            @JsonProperty("event_id") @Nullable String eventId,
            @JsonProperty("duplicate") boolean duplicate,
            @JsonProperty("original_event_id") @Nullable String originalEventId,
            @JsonProperty("error") @Nullable String error,
            @JsonProperty("details") @Nullable List<Receipt.Problem> details,
            @JsonProperty("warnings") @Nullable List<Receipt.Problem> warnings) {

        /** Whether it is certain that this is the first event of its key. */
        public boolean isNew() {
            return error == null
                    && !duplicate
                    && (warnings == null
                            || warnings.stream()
                                    .noneMatch(warning -> warning.code().equals("verdict_pending")));
        }

        /** Whether it may be in the log or not, and sending it again is safe and may help. */
        public boolean isUnavailable() {
            return "unavailable".equals(error);
        }
    }
}
