package io.podium.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event that was taken.
 *
 * @param eventId of this event, or of the first one with its key
 * @param duplicate whether an earlier event had the key; nothing changes then
 * @param status {@code pending} for a sync event whose results are not known yet; else null
 * @param results of a sync event, as the contract names them; null where they are not known yet, and for other events
 * @param warnings what is remarkable; {@code verdict_pending} says that {@code duplicate} is not known yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Receipt(
        @JsonProperty("event_id") String eventId,
        @JsonProperty("duplicate") boolean duplicate,
        @JsonProperty("status") @Nullable String status,
        @JsonProperty("results") @Nullable JsonNode results,
        @JsonProperty("warnings") @Nullable List<Problem> warnings) {

    /** Something about an event. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Problem(
            @JsonProperty("path") String path,
            @JsonProperty("code") String code,
            @JsonProperty("message") String message) {}

    /** Whether it is certain that this is the first event of its key: celebrate only then. */
    public boolean isNew() {
        return !duplicate && !hasWarning("verdict_pending");
    }

    /** Whether the results of a sync event are not known yet. */
    public boolean isPending() {
        return "pending".equals(status);
    }

    private boolean hasWarning(String code) {
        return warnings != null
                && warnings.stream().anyMatch(warning -> warning.code().equals(code));
    }
}
