package io.podium.stream.leaderboard;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * A participant's place in the order of a contest: higher scores first, and of equal scores the one reached first.
 * The moment of reaching is the offset of the score record, so no two are equal and every replay agrees.
 *
 * @param reachedAt offset of the record that brought the participant to this score
 */
public record Standing(String participantId, BigDecimal score, long reachedAt) implements Comparable<Standing> {

    private static final Comparator<Standing> BEST_FIRST =
            Comparator.comparing(Standing::score).reversed().thenComparingLong(Standing::reachedAt);

    public Standing {
        requireNonNull(participantId);
        requireNonNull(score);
    }

    @Override
    public int compareTo(Standing other) {
        return BEST_FIRST.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standing standing && compareTo(standing) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(reachedAt);
    }
}
