package io.podium.rules.streak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.rules.period.FreeDays;
import io.podium.rules.period.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A participant's streak. A pure function of the set of actions, whatever order they came in, as far back as the
 * latest {@value #KEPT_RUNS} runs; older runs are folded into {@code base} and can't be changed any more, but what
 * they reached stays in {@code longest}.
 *
 * @param period that the numbers count; another one starts the streak anew
 * @param base the chain up to where runs are kept
 * @param length of the chain that ends with the latest action
 * @param longest the longest length of any chain
 * @param milestones lengths whose reward was given
 * @param saved days that do not break it, by freezes that were granted or because it was restored
 * @param stock freezes that were granted and not used
 */
public record StreakState(
        Period period,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Chain base,
        Ticks ticks,
        long length,
        long longest,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> milestones,
        @JsonInclude(JsonInclude.Include.NON_NULL) FreeDays saved,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long stock) {

    /** Runs kept apart: two years of every other day. */
    public static final int KEPT_RUNS = 366;

    /** A chain among all: its first and last period, and how long it became. */
    private record Span(long from, long to, long length) {

        /** Whether it is so long, and none of the chains that became part of it was. */
        boolean isFirst(long count, List<Span> parts) {
            return length >= count
                    && parts.stream().noneMatch(part -> part.length >= count && part.to >= from && part.to <= to);
        }
    }

    public StreakState {
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
        saved = saved == null ? FreeDays.NONE : saved;
    }

    /** A streak of which no day was saved. */
    public StreakState(
            Period period, @Nullable Chain base, Ticks ticks, long length, long longest, List<Long> milestones) {
        this(period, base, ticks, length, longest, milestones, FreeDays.NONE, 0);
    }

    /** Before the first action. */
    public static StreakState start(Period period) {
        return new StreakState(period, null, Ticks.NONE, 0, 0, List.of());
    }

    /** Whether an action is too old to be looked at. */
    public boolean isTooOld(Instant at, StreakTerms terms) {
        return base != null && base.last() != null && terms.periodOf(at) <= base.last();
    }

    /**
     * The state after an action that is not too old. Where it is the latest one and would begin anew, freezes of the
     * stock save what was missed, if they can save all of it.
     */
    public StreakState after(Instant at, StreakTerms terms) {
        long index = terms.periodOf(at);
        Ticks more = ticks.with(index, at);
        if (stock == 0) {
            return counted(more, terms);
        }
        Chain chain = chain(terms);
        if (chain.last() == null || index <= chain.last()) {
            return counted(more, terms);
        }
        Ticks.Run run = new Ticks.Run(index, index, at);
        List<Long> missed =
                terms.also(saved).missed(chain.last(), run, chain.freezes().longValue() + stock + 1);
        long needed = missed.size() - chain.freezes().longValue();
        if (needed <= 0 || needed > stock) {
            return counted(more, terms);
        }
        FreeDays frozen = saved;
        for (long one : missed.subList(0, (int) needed)) {
            long first = period.firstEpochDay(one);
            long last = period.firstEpochDay(one + 1) - 1;
            if (!frozen.hasRoomFor(first, last)) {
                return counted(more, terms);
            }
            frozen = frozen.with(first, last);
        }
        return new StreakState(period, base, ticks, length, longest, milestones, frozen, stock - needed)
                .counted(more, terms);
    }

    /** The state with further freezes in stock, or fewer. */
    public StreakState withStock(long freezes) {
        return new StreakState(period, base, ticks, length, longest, milestones, saved, freezes);
    }

    /** The state with days that do not break it. */
    public StreakState saving(FreeDays days, StreakTerms terms) {
        return new StreakState(period, base, ticks, length, longest, milestones, days, stock).recounted(terms);
    }

    /** All freezes in stock, those that periods earned and those that were granted. */
    public BigDecimal freezes(StreakTerms terms) {
        return chain(terms).freezes().add(BigDecimal.valueOf(stock));
    }

    /** The same actions under other terms. */
    public StreakState recounted(StreakTerms terms) {
        return counted(ticks, terms);
    }

    private StreakState counted(Ticks more, StreakTerms rules) {
        StreakTerms terms = rules.also(saved);
        Chain older = base;
        Chain chain = base == null ? Chain.NONE : base;
        long best = longest;
        int surplus = more.runs().size() - KEPT_RUNS;
        for (Ticks.Run run : more.runs()) {
            chain = chain.link(run, terms);
            best = Math.max(best, chain.length());
            older = surplus-- > 0 ? chain : older;
        }
        return new StreakState(period, older, more.latest(KEPT_RUNS), chain.length(), best, milestones, saved, stock);
    }

    /** The state with a milestone's reward given. */
    public StreakState withMilestone(long count) {
        if (milestones.contains(count)) {
            return this;
        }
        List<Long> more = new ArrayList<>(milestones);
        more.add(count);
        return new StreakState(period, base, ticks, length, longest, more, saved, stock);
    }

    /**
     * Whether nothing is missed in a period: something was done, or it is free, too old to be looked at, or before the
     * streak began.
     */
    public boolean has(long index, StreakTerms terms) {
        return ticks.runs().isEmpty()
                || index < ticks.runs().get(0).from()
                || base != null && base.last() != null && index <= base.last()
                || ticks.runs().stream().anyMatch(run -> run.from() <= index && index <= run.to())
                || period.isFree(index, terms.also(saved).free());
    }

    /** The chain as it stands, with its stock of freezes. */
    public Chain chain(StreakTerms rules) {
        StreakTerms terms = rules.also(saved);
        Chain chain = base == null ? Chain.NONE : base;
        for (Ticks.Run run : ticks.runs()) {
            chain = chain.link(run, terms);
        }
        return chain;
    }

    /** Whether the streak still goes on: an action at this instant would continue it. */
    public boolean isActive(Instant at, StreakTerms terms) {
        return activity(terms).test(at);
    }

    /** The same for many instants. */
    public Predicate<Instant> activity(StreakTerms terms) {
        Chain chain = chain(terms);
        Chain stocked = new Chain(chain.length(), chain.freezes().add(BigDecimal.valueOf(stock)), chain.last());
        StreakTerms own = terms.also(saved);
        return at -> stocked.reaches(at, own);
    }

    /**
     * Whether an action at this instant, which {@code after} has and this state has not, made its chain reach a length
     * that no part of it had reached before. Actions only ever join chains, so each chain reaches a length once.
     */
    public boolean reaches(long count, StreakState after, Instant at, StreakTerms terms) {
        long index = terms.periodOf(at);
        List<Span> parts = spans(terms);
        return after.spans(terms).stream()
                .anyMatch(span -> span.from() <= index && index <= span.to() && span.isFirst(count, parts));
    }

    /**
     * Which lengths some chain of a state, as it is counted now, reaches that no part of it had reached as this state
     * was counted before.
     */
    public LongPredicate reached(StreakTerms terms, StreakState after, StreakTerms termsAfter) {
        List<Span> parts = spans(terms);
        List<Span> chains = after.spans(termsAfter);
        return count -> chains.stream().anyMatch(chain -> chain.isFirst(count, parts));
    }

    /** The length of the chain that an action at this instant, which the state has, is in. */
    public long lengthAt(Instant at, StreakTerms terms) {
        long index = terms.periodOf(at);
        return spans(terms).stream()
                .filter(span -> span.from() <= index && index <= span.to())
                .mapToLong(Span::length)
                .max()
                .orElse(0);
    }

    private List<Span> spans(StreakTerms rules) {
        StreakTerms terms = rules.also(saved);
        List<Span> spans = new ArrayList<>();
        Chain chain = base == null ? Chain.NONE : base;
        long from = Long.MIN_VALUE;
        for (Ticks.Run run : ticks.runs()) {
            Chain next = chain.link(run, terms);
            if (!chain.isContinuedBy(run, terms)) {
                add(spans, from, chain);
                from = run.from();
            }
            chain = next;
        }
        add(spans, from, chain);
        return spans;
    }

    private static void add(List<Span> spans, long from, Chain chain) {
        if (chain.last() != null) {
            spans.add(new Span(from, chain.last(), chain.length()));
        }
    }
}
