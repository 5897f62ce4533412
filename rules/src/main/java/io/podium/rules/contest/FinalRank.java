package io.podium.rules.contest;

import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.event.AcceptedEvent;
import java.util.Optional;

/**
 * A participant's rank in a contest that is completed.
 *
 * @param rank 1 is best, unique within the contest
 * @param share what the rank gives
 */
public record FinalRank(Transition.Moment moment, long rank, Standing standing, PrizeAllocation.Share share) {

    /** The event that brings the prize to its winner; empty without one. */
    public Optional<AcceptedEvent> award() {
        return share.prize()
                .map(prize -> AcceptedEvent.ofAward(
                        moment.tenantId(),
                        standing.participantId(),
                        new ContestAward(moment.contestId(), moment.version(), rank, prize),
                        moment.at()));
    }
}
