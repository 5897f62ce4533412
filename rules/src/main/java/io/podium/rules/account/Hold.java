package io.podium.rules.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.NavigableMap;

/**
 * Points that are set aside.
 *
 * @param id the id of the event that placed it
 * @param endsAt from when on it is released by itself
 * @param lots which of the points expire, by day; at most {@value #MAX_LOTS} days
 * @param reason as the command says it
 */
public record Hold(
        String id,
        long amount,
        Instant endsAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) NavigableMap<Long, Long> lots,
        String reason) {

    /** Days that a hold distinguishes; what is beyond expires with the last of them. */
    public static final int MAX_LOTS = 20;

    public Hold {
        requireNonNull(id);
        requireNonNull(endsAt);
        lots = Lots.of(lots, MAX_LOTS);
    }
}
