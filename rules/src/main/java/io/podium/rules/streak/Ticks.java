package io.podium.rules.streak;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The periods in which something was done, as runs of neighbours; the order in which they came does not show. Of each
 * run the first instant is kept, which decides whether a grace reaches back over the gap before it.
 *
 * @param runs by time, never adjacent
 */
public record Ticks(List<Run> runs) {

    /** None yet. */
    public static final Ticks NONE = new Ticks(List.of());

    public Ticks {
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /**
     * Periods in a row.
     *
     * @param from number of the first period
     * @param to number of the last period
     * @param firstAt earliest instant in the first period
     * @param more whether there was a further action in the first period
     */
    public record Run(
            long from,
            long to,
            Instant firstAt,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean more) {
        /** A run whose first period has one action. */
        public Run(long from, long to, Instant firstAt) {
            this(from, to, firstAt, false);
        }

        long length() {
            return to - from + 1;
        }
    }

    /** With an action in a period. */
    public Ticks with(long period, Instant at) {
        Run added = new Run(period, period, at);
        List<Run> merged = new ArrayList<>(runs.size() + 1);
        for (Run run : runs) {
            if (run.to() < added.from() - 1) {
                merged.add(run);
            } else if (run.from() > added.to() + 1) {
                merged.add(added);
                added = run;
            } else {
                added = union(run, added);
            }
        }
        merged.add(added);
        return merged.equals(runs) ? this : new Ticks(merged);
    }

    private static Run union(Run one, Run other) {
        long to = Math.max(one.to(), other.to());
        if (one.from() == other.from()) {
            Instant first = one.firstAt().isBefore(other.firstAt()) ? one.firstAt() : other.firstAt();
            return new Run(one.from(), to, first, true);
        }
        Run earlier = one.from() < other.from() ? one : other;
        return new Run(earlier.from(), to, earlier.firstAt(), earlier.more());
    }

    /** The length of the longest chain. */
    public long longest(StreakTerms terms) {
        if (terms.linksNeighboursOnly()) {
            return runs.stream().mapToLong(Run::length).max().orElse(0);
        }
        Chain chain = Chain.NONE;
        long longest = 0;
        for (Run run : runs) {
            chain = chain.link(run, terms);
            longest = Math.max(longest, chain.length());
        }
        return longest;
    }

    /** Only the latest runs, at most so many. */
    public Ticks latest(int count) {
        return new Ticks(runs.subList(Math.max(0, runs.size() - count), runs.size()));
    }

    /** Without the oldest run. */
    Ticks withoutOldest() {
        return new Ticks(runs.subList(1, runs.size()));
    }
}
