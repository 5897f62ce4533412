package io.podium.stream.leaderboard;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.contest.ContestState;
import java.time.Instant;

/**
 * Where a contest is in its life, as far as the log has come.
 *
 * @param since the time in the log at which it got there
 */
public record ContestStatus(ContestState state, Instant since) {
    public ContestStatus {
        requireNonNull(state);
        requireNonNull(since);
    }
}
