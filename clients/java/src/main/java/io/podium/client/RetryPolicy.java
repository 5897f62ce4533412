package io.podium.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's table of retries. */
final class RetryPolicy {

    /** How long a call may take in all. */
    static final Duration DEADLINE = Duration.ofSeconds(30);
    /** The same for an event that is answered with its results. */
    static final Duration SYNC_DEADLINE = Duration.ofSeconds(10);
    /** How long one attempt may take, so that a node that accepts and never answers is not waited for. */
    static final Duration ATTEMPT = Duration.ofSeconds(10);
    /** The same for an event that is answered with its results, which the node may wait 5 s for. */
    static final Duration SYNC_ATTEMPT = Duration.ofSeconds(7);
    /** From this attempt on, each that fails is worth a warning. */
    static final int WARN_FROM = 5;

    private static final List<Long> WAITS_MS = List.of(250L, 500L, 1_000L, 2_000L, 5_000L);
    private static final double MOST_JITTER = 0.25;
    private static final int NOT_IMPLEMENTED = 501;

    private RetryPolicy() {}

    /** Whether another attempt may fare better: too many requests, and whatever is the server's fault. */
    static boolean isWorthRetrying(int status) {
        return status == 429 || status >= 500 && status != NOT_IMPLEMENTED;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param failed attempts so far, from 1
     * @param retryAfter the header, in seconds or as a date, which wins over the table unless it says less than its
     *     first wait; null when absent
     * @param chance between 0 and 1, so that not all come back at once
     */
    static Duration waitAfter(int failed, @Nullable String retryAfter, double chance) {
        long asked = askedForMs(retryAfter);
        if (asked >= WAITS_MS.get(0)) {
            return Duration.ofMillis(asked);
        }
        long wait = WAITS_MS.get(asked < 0 ? Math.min(failed, WAITS_MS.size()) - 1 : 0);
        return Duration.ofMillis(Math.round(wait * (1 + MOST_JITTER * chance)));
    }

    /** In ms; negative where it says nothing. */
    private static long askedForMs(@Nullable String retryAfter) {
        String text = retryAfter == null ? "" : retryAfter.strip();
        if (text.matches("[0-9]{1,6}")) {
            return Long.parseLong(text) * 1_000;
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(Instant.now(), date).toMillis());
        } catch (DateTimeParseException e) {
            return -1;
        }
    }
}
