package io.podium.rules.evaluation;

import io.podium.rules.note.Note;
import io.podium.rules.program.Badge;
import io.podium.rules.program.Reward;
import io.podium.rules.state.Change;
import io.podium.schemas.outcome.PointsKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What completing something gives, within the same evaluation. A reward is no event: it can lift the participant to
 * a tier, but starts no other program, so nothing can loop.
 */
final class Rewards {
    private Rewards() {}

    /**
     * Applies a reward.
     *
     * @param what part of the program that was completed
     * @param reward null for none
     */
    static void decide(EvaluationBuilder decision, OutcomeSource source, String what, @Nullable Reward reward) {
        decide(decision, source, PointsKind.REWARD, what, reward);
    }

    static void decide(
            EvaluationBuilder decision, OutcomeSource source, PointsKind kind, String what, @Nullable Reward reward) {
        if (reward instanceof Reward.Points points) {
            Points.grant(decision, source, kind, what, points.value(), points.expires(), List.of());
        } else if (reward instanceof Reward.BadgeGrant grant
                && !decision.state().badges().contains(grant.id())) {
            if (!decision.fits(new Change.BadgeAdded(grant.id()))) {
                Points.grant(decision, source, kind, what, 0, List.of(Note.STATE_FULL.of(grant.id())));
                return;
            }
            Optional<Badge> badge = decision.rules.badge(grant.id());
            decision.earnBadge(
                    source,
                    grant.id(),
                    badge.map(Badge::label).orElse(grant.id()),
                    badge.map(Badge::rarity).orElse(null));
        }
    }
}
