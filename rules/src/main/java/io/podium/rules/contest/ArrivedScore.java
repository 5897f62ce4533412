package io.podium.rules.contest;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.score.ContestScore;
import java.time.Instant;

/**
 * A score as it stands in the log.
 *
 * @param contestKey the record's key
 * @param offset in the contest's log: the moment at which the score is reached
 * @param arrivedAt the record's timestamp, by which fraud rules count
 */
public record ArrivedScore(String contestKey, ContestScore score, long offset, Instant arrivedAt) {
    public ArrivedScore {
        requireNonNull(contestKey);
        requireNonNull(score);
        requireNonNull(arrivedAt);
    }
}
