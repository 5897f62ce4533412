package io.podium.rules.program;

import io.podium.schemas.rule.RuleKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ladder that lifetime points climb; kept from the lowest step to the highest. Participants never fall. */
public record Tiers(String id, List<Tier> tiers) implements Program {
    public Tiers {
        List<Tier> sorted = new ArrayList<>(tiers);
        sorted.sort(Comparator.comparingLong(Tier::qualifyingLifetimePoints));
        tiers = List.copyOf(sorted);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.TIERS;
    }

    /** The highest tier that so many lifetime points reach. */
    public Optional<Tier> reachedBy(long lifetimePoints) {
        Tier reached = null;
        for (Tier tier : tiers) {
            if (tier.qualifyingLifetimePoints() <= lifetimePoints) {
                reached = tier;
            }
        }
        return Optional.ofNullable(reached);
    }

    /** The tier of that id. */
    public Optional<Tier> tier(String tierId) {
        return tiers.stream().filter(tier -> tier.id().equals(tierId)).findFirst();
    }

    /** One step. */
    public record Tier(String id, String label, long qualifyingLifetimePoints) {}
}
