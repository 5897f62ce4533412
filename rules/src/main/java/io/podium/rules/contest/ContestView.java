package io.podium.rules.contest;

import io.podium.schemas.contest.ContestState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is known of contests, and all that {@link ContestEngine} looks at when it decides. A contest goes by its record
 * key, {@code tenant|contest}.
 */
public interface ContestView {

    /** A participant's standing; empty before the first score that counts. */
    Optional<Standing> standing(String contestKey, String participantId);

    /** How fast a participant has been; empty where no fraud rule ever looked. */
    Optional<ScoreVelocity> conduct(String contestKey, String participantId);

    /** The rank that a standing has, or would have beside the others; 1 is best. */
    long rankOf(String contestKey, Standing standing);

    /** Up to so many standings from a rank on (1 is best), best first. */
    List<Standing> ranked(String contestKey, long fromRank, int limit);

    /** The keys of all contests of which anything is kept, in order. */
    SortedSet<String> contests();

    /** Where a contest is in its life; empty for one that was never entered. */
    Optional<ContestState> state(String contestKey);

    /** Whether a contest's ranks are frozen; asked for every score. */
    default boolean isCompleted(String contestKey) {
        return state(contestKey).filter(ContestState.COMPLETED::equals).isPresent();
    }

    /** The contests that have been entered and are not completed, by key, in a stable order. */
    Map<String, ContestState> unfinished();
}
