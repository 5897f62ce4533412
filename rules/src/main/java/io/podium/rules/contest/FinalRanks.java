package io.podium.rules.contest;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The final ranks of a contest with what they win, best first; read page by page, since there may be many. */
final class FinalRanks implements Iterator<FinalRank> {

    private static final int PAGE = 500;

    private final ContestView contests;
    private final Transition.Moment moment;
    private final Optional<PrizeAllocation> prizes;
    private Iterator<Standing> page;
    private long rank;

    FinalRanks(ContestView contests, Transition.Completes end) {
        this.contests = contests;
        this.moment = end.moment();
        this.prizes = end.prizes().map(PrizeAllocation::new);
        this.page = nextPage();
    }

    private Iterator<Standing> nextPage() {
        List<Standing> next = contests.ranked(moment.contestKey(), rank + 1, PAGE);
        return next.iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && rank > 0 && rank % PAGE == 0) {
            page = nextPage();
        }
        return page.hasNext();
    }

    @Override
    public FinalRank next() {
        if (!hasNext()) {
            throw new NoSuchElementException("expected a rank after " + rank + ", but there is none");
        }
        Standing standing = page.next();
        rank++;
        PrizeAllocation.Share share =
                prizes.map(allocation -> allocation.shareOf(rank)).orElse(PrizeAllocation.Share.NONE);
        return new FinalRank(moment, rank, standing, share);
    }
}
