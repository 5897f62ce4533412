package io.podium.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's table of retries. */
final class RetryPolicy {

    /** How long a call may take in all. */
    static final Duration DEADLINE = Duration.ofSeconds(30);
    /** The same for an event that is answered with its results. */
    static final Duration SYNC_DEADLINE = Duration.ofSeconds(10);
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
     * @param retryAfter the header, in seconds, which wins over the table; null when absent
     * @param chance between 0 and 1, so that not all come back at once
     */
    static Duration waitAfter(int failed, @Nullable String retryAfter, double chance) {
        if (retryAfter != null && retryAfter.matches("[0-9]{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        long wait = WAITS_MS.get(Math.min(failed, WAITS_MS.size()) - 1);
        return Duration.ofMillis(Math.round(wait * (1 + MOST_JITTER * chance)));
    }
}
