package io.podium.rules.evaluation;

import io.podium.rules.program.Program;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ParticipantState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.TierChange;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.score.ContestScore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The evaluation of one event while it is being made. Each decided step is recorded here and at once applied to the
 * working state, so that the next decision sees it; the steps and their outcomes are kept in order.
 */
final class Decision {

    final AcceptedEvent event;
    final Instant arrivedAt;
    final RuleSet rules;

    private final List<Change> changes = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<ContestScore> contestScores = new ArrayList<>();
    private ParticipantState state;

    Decision(ParticipantState state, AcceptedEvent event, Instant arrivedAt, RuleSet rules) {
        this.state = state;
        this.event = event;
        this.arrivedAt = arrivedAt;
        this.rules = rules;
    }

    /** The state with everything decided so far. */
    ParticipantState state() {
        return state;
    }

    void grantPoints(Versioned<?> source, String what, long points, List<String> notes) {
        if (points > 0) {
            change(new Change.PointsAdded(points));
        }
        outcomes.add(new PointsOutcome(
                outcomeId("points", source.program(), what),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                source.program().id(),
                source.version(),
                points,
                state.lifetimePoints(),
                notes));
    }

    void earnBadge(Versioned<?> source, String badgeId, String label, String rarity) {
        change(new Change.BadgeAdded(badgeId));
        outcomes.add(new BadgeOutcome(
                outcomeId("badge", source.program(), badgeId),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                source.program().id(),
                source.version(),
                badgeId,
                label,
                rarity));
    }

    void reachTier(Versioned<?> source, String tierId) {
        String from = state.tier();
        change(new Change.TierReached(tierId));
        outcomes.add(new TierOutcome(
                outcomeId("tier", source.program(), tierId),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                source.program().id(),
                source.version(),
                from,
                tierId,
                state.lifetimePoints()));
    }

    void advanceObjective(
            Versioned<?> source, String objectiveId, BigDecimal to, BigDecimal target, boolean completesChallenge) {
        String challengeId = source.program().id();
        BigDecimal from = state.challenge(challengeId).objective(objectiveId).progress();
        boolean completed = to.compareTo(target) >= 0;
        change(new Change.ObjectiveAdvanced(challengeId, objectiveId, to, completed));
        if (completesChallenge) {
            change(new Change.ChallengeCompleted(challengeId));
        }
        outcomes.add(new ChallengeOutcome(
                outcomeId("challenge", source.program(), objectiveId),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                challengeId,
                source.version(),
                challengeId,
                objectiveId,
                from,
                to,
                target,
                completed,
                completesChallenge));
    }

    void scoreContest(Versioned<?> source, BigDecimal score, List<String> notes) {
        contestScores.add(new ContestScore(
                source.program().id(),
                source.version(),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                score,
                notes,
                event.sync()));
    }

    Evaluation done() {
        return new Evaluation(changes, state, outcomes, contestScores, results());
    }

    private void change(Change change) {
        changes.add(change);
        state = state.after(change);
    }

    /** Unique because one event touches each of these at most once per program. */
    private String outcomeId(String kind, Program program, String what) {
        return String.join(":", event.eventId(), kind, program.kind().wireName(), program.id(), what);
    }

    private EventResults results() {
        long points = 0;
        TierChange tier = null;
        List<ChallengeProgress> progress = new ArrayList<>();
        List<BadgeEarned> badges = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof PointsOutcome granted) {
                points += granted.points();
            } else if (outcome instanceof TierOutcome reached) {
                tier = new TierChange(reached.from(), reached.to());
            } else if (outcome instanceof ChallengeOutcome advanced) {
                progress.add(new ChallengeProgress(
                        advanced.challengeId(),
                        advanced.objectiveId(),
                        advanced.from(),
                        advanced.to(),
                        advanced.completed()));
            } else if (outcome instanceof BadgeOutcome earned) {
                badges.add(new BadgeEarned(earned.badgeId(), earned.label()));
            }
        }
        return new EventResults(points, tier, progress, badges, List.of(), List.of());
    }
}
