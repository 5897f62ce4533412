package io.podium.rules.program;

import static java.util.Objects.requireNonNull;

/** What each of the ranks from one to another (both included) wins. */
public record PrizeRange(long rankFrom, long rankTo, Reward reward) {
    public PrizeRange {
        requireNonNull(reward);
    }

    boolean overlaps(PrizeRange other) {
        return rankFrom <= other.rankTo && other.rankFrom <= rankTo;
    }
}
