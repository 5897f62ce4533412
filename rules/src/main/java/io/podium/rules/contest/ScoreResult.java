package io.podium.rules.contest;

import io.podium.rules.contest.ContestStore.Ranks;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a score has done.
 *
 * @param before the participant's standing before it; empty for none
 * @param after the standing now; empty when nothing has counted so far
 * @param ranks empty where there is no standing
 */
public record ScoreResult(
        ScoreDecision decision, Optional<Standing> before, Optional<Standing> after, Optional<Ranks> ranks) {

    /** The participant's score now. */
    public BigDecimal score() {
        return scoreOf(after);
    }

    /** By how much the score has changed. */
    public BigDecimal delta() {
        return Standing.plain(scoreOf(after).subtract(scoreOf(before)));
    }

    /** The rank before, 1 is best; null for the first score. */
    public @Nullable Long previousRank() {
        return ranks.flatMap(Ranks::before).orElse(null);
    }

    /** The rank now, 1 is best; null where there is none. */
    public @Nullable Long newRank() {
        return ranks.map(Ranks::after).orElse(null);
    }

    private static BigDecimal scoreOf(Optional<Standing> standing) {
        return standing.map(Standing::score).orElse(BigDecimal.ZERO);
    }
}
