package io.podium.rules.evaluation;

import static java.util.Objects.requireNonNull;

import io.podium.rules.program.Reward;
import io.podium.schemas.contest.ContestAward;
import io.podium.schemas.contest.Prize;
import io.podium.schemas.outcome.PointsKind;

/** What a rank in a contest gives. The event that brings an award is looked at by no other program. */
final class Awards {
    private Awards() {}

    static void decide(EvaluationBuilder decision, ContestAward award) {
        Prize prize = award.prize();
        Reward reward =
                switch (prize.type()) {
                    case POINTS -> new Reward.Points(requireNonNull(prize.value()), null);
                    case BADGE -> new Reward.BadgeGrant(requireNonNull(prize.id()));
                };
        Rewards.decide(
                decision,
                OutcomeSource.of(award, decision.event.occurredAt()),
                PointsKind.PRIZE,
                "rank/" + award.rank(),
                reward);
    }
}
