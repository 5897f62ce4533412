package io.podium.schemas.outcome;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;

/**
 * A streak that an event changed. An event in a period that was counted already has no outcome.
 *
 * @param from length before, in periods
 * @param to length after; below {@code from} when a late event showed that freezes were needed earlier
 * @param longest the longest length so far
 * @param freezes in stock after it; whole ones can be used
 * @param notes why nothing was counted; empty otherwise
 */
public record StreakOutcome(
        @JsonUnwrapped OutcomeHead head,
        String streakId,
        long from,
        long to,
        long longest,
        BigDecimal freezes,
        List<String> notes)
        implements Outcome {}
