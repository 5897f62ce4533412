package io.podium.schemas.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems of one event, of which the first {@value Problem#MOST_OF_EVENT} are kept and the others
 * counted, so that a small event can't cause a large answer. Used by one thread.
 */
public final class ProblemList {

    private final List<Problem> kept = new ArrayList<>();
    private long leftOut;

    /** Takes a problem in. */
    public void add(Problem problem) {
        if (kept.size() < Problem.MOST_OF_EVENT) {
            kept.add(problem);
        } else {
            leftOut += problem.count();
        }
    }

    /** Takes problems in, in their order. */
    public void addAll(Iterable<Problem> problems) {
        problems.forEach(this::add);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** At most {@value Problem#MOST_OF_EVENT}; the last one says how many are left out, where any are. */
    public List<Problem> list() {
        if (leftOut == 0) {
            return List.copyOf(kept);
        }
        List<Problem> list = new ArrayList<>(kept.subList(0, kept.size() - 1));
        list.add(Problem.more(leftOut + kept.get(kept.size() - 1).count()));
        return list;
    }
}
