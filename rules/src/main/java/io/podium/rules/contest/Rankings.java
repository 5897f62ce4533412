package io.podium.rules.contest;

import io.podium.rules.contest.ContestStore.Ranks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The standings of contests in memory, by participant and by rank; a contest goes by its record key. */
public interface Rankings {

    /** A participant's standing; empty before the first score that counts. */
    Optional<Standing> standing(String contestKey, String participantId);

    /** The rank that a standing has, or would have beside the others; 1 is best. */
    long rankOf(String contestKey, Standing standing);

    /** Up to so many standings from a rank on (1 is best), best first. */
    List<Standing> ranked(String contestKey, long fromRank, int limit);

    /**
     * Replaces a participant's standing.
     *
     * @param before the standing that is kept now; empty when it is the first
     */
    Ranks place(String contestKey, Optional<Standing> before, Standing after);

    /** The keys of all contests that somebody had a standing in. */
    Set<String> contests();

    /** Takes a standing out that is kept now. */
    void remove(String contestKey, Standing standing);
}
