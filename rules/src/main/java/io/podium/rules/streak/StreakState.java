package io.podium.rules.streak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.rules.period.Period;
import java.time.Instant;
import java.util.List;

/**
 * A participant's streak. A pure function of the set of actions, whatever order they came in, as far back as
 * {@value #KEPT_RUNS} runs; older runs are folded into {@code base} and can't be changed any more.
 *
 * @param period that the numbers count; another one starts the streak anew
 * @param base the chain up to where runs are kept
 * @param longest the longest length that there ever was
 * @param milestones lengths whose reward was given
 */
public record StreakState(
        Period period,
        @JsonInclude(JsonInclude.Include.NON_NULL) Chain base,
        Ticks ticks,
        long length,
        long longest,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> milestones) {

    /** Runs kept apart. */
    public static final int KEPT_RUNS = 64;

    public StreakState {
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
    }

    /** Before the first action. */
    public static StreakState start(Period period) {
        return new StreakState(period, null, Ticks.NONE, 0, 0, List.of());
    }

    /** Whether an action is too old to be looked at. */
    public boolean isTooOld(Instant at, StreakTerms terms) {
        return base != null && terms.periodOf(at) <= base.last();
    }

    /** The state after an action that is not too old. */
    public StreakState after(Instant at, StreakTerms terms) {
        Ticks more = ticks.with(terms.periodOf(at), at);
        Chain older = base;
        while (more.runs().size() > KEPT_RUNS) {
            older = (older == null ? Chain.NONE : older).link(more.runs().get(0), terms);
            more = more.withoutOldest();
        }
        Chain chain = older == null ? Chain.NONE : older;
        for (Ticks.Run run : more.runs()) {
            chain = chain.link(run, terms);
        }
        return new StreakState(period, older, more, chain.length(), Math.max(longest, chain.length()), milestones);
    }

    /** The state with a milestone's reward given. */
    public StreakState withMilestone(long count) {
        List<Long> more = new java.util.ArrayList<>(milestones);
        more.add(count);
        return new StreakState(period, base, ticks, length, longest, more);
    }

    /** The chain as it stands, with its stock of freezes. */
    public Chain chain(StreakTerms terms) {
        Chain chain = base == null ? Chain.NONE : base;
        for (Ticks.Run run : ticks.runs()) {
            chain = chain.link(run, terms);
        }
        return chain;
    }
}
