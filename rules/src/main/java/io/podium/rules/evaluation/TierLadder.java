package io.podium.rules.evaluation;

import io.podium.rules.program.Program;
import io.podium.rules.program.Tiers;
import io.podium.rules.program.Tiers.Tier;
import io.podium.rules.program.Versioned;
import java.time.Instant;
import java.util.Optional;

/** The climb to a higher tier, decided last, when all points of the event are known. */
final class TierLadder {
    private TierLadder() {}

    static void decide(EvaluationBuilder decision) {
        Optional<Versioned<Tiers>> ladder = decision.rules.tiers();
        if (ladder.isEmpty()) {
            return;
        }
        Instant at = decision.occurredAt(Program.Evaluated.DEFAULT_MAX_FUTURE);
        Tiers tiers = ladder.get().program();
        long held = Optional.ofNullable(decision.state().tier())
                .flatMap(tiers::tier)
                .map(Tier::qualifyingLifetimePoints)
                .orElse(-1L);
        tiers.reachedBy(decision.state().lifetimePoints())
                .filter(tier -> tier.qualifyingLifetimePoints() > held)
                .ifPresent(tier -> decision.reachTier(
                        OutcomeSource.of(ladder.get(), at, !at.equals(decision.event.occurredAt())), tier.id()));
    }
}
