package io.podium.rules.contest;

import static java.util.Objects.requireNonNull;

import io.podium.rules.note.Note;
import io.podium.rules.program.Contest;
import io.podium.rules.program.PrizeRange;
import io.podium.schemas.contest.Prize;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a contest's prizes out from the best rank down, as far as the contest's bound on their cost reaches. A prize
 * is given whole or not at all, and after the first that no longer fits nobody gets one: no rank is better off than a
 * better one. Ask for ranks in their order.
 */
public final class PrizeAllocation {

    private final List<PrizeRange> ranges;
    private final @Nullable Long bound;
    private long spent;
    private boolean exhausted;
    private int next;

    public PrizeAllocation(Contest contest) {
        ranges = contest.prizeStructure().stream()
                .sorted(Comparator.comparingLong(PrizeRange::rankFrom))
                .toList();
        bound = contest.maxRewardLiability();
    }

    /** What a rank gets: a prize, or the note why it was withheld, or neither. */
    public record Share(Optional<Prize> prize, List<String> notes) {
        /** Neither. */
        public static final Share NONE = new Share(Optional.empty(), List.of());
    }

    /** The share of the next rank. */
    public Share shareOf(long rank) {
        while (next < ranges.size() && ranges.get(next).rankTo() < rank) {
            next++;
        }
        if (next == ranges.size() || rank < ranges.get(next).rankFrom()) {
            return Share.NONE;
        }
        Prize prize = ranges.get(next).reward().prize();
        exhausted |= bound != null && prize.liability() > bound - spent;
        if (exhausted) {
            return new Share(Optional.empty(), List.of(Note.LIABILITY_REACHED.of(requireNonNull(bound))));
        }
        spent += prize.liability();
        return new Share(Optional.of(prize), List.of());
    }
}
