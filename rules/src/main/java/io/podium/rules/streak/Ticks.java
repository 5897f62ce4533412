package io.podium.rules.streak;

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
     */
    public record Run(long from, long to, Instant firstAt) {
        long length() {
            return to - from + 1;
        }
    }

    /** With an action in a period. */
    public Ticks with(long period, Instant at) {
        Run added = new Run(period, period, at);
        List<Run> merged = new ArrayList<>();
        for (Run run : runs) {
            if (run.to() < added.from() - 1 || run.from() > added.to() + 1) {
                merged.add(run);
            } else {
                added = union(run, added);
            }
        }
        merged.add(added);
        merged.sort((one, other) -> Long.compare(one.from(), other.from()));
        return new Ticks(merged);
    }

    private static Run union(Run one, Run other) {
        Run earlier = one.from() < other.from()
                        || (one.from() == other.from() && one.firstAt().isBefore(other.firstAt()))
                ? one
                : other;
        return new Run(earlier.from(), Math.max(one.to(), other.to()), earlier.firstAt());
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
