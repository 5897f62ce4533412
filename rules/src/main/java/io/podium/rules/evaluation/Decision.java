package io.podium.rules.evaluation;

import io.podium.rules.attribute.Attributes;
import io.podium.rules.condition.Condition;
import io.podium.rules.condition.EventVariables;
import io.podium.rules.program.Cap;
import io.podium.rules.program.Challenge.Objective;
import io.podium.rules.program.Contest;
import io.podium.rules.program.Match;
import io.podium.rules.program.Program;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.EventResults.TierChange;
import io.podium.schemas.outcome.Outcome;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.rule.RuleKind;
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
    private EventVariables variables;
    private int failedConditions;

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

    /** Whether the event passes a program's filter and condition; a condition that fails is counted. */
    Condition.Judgement judge(Match match, Condition when) {
        if (when == null || !match.admits(event.attributes())) {
            return new Condition.Judgement.Clear(match.admits(event.attributes()));
        }
        if (variables == null) {
            variables = EventVariables.of(event);
        }
        Condition.Judgement judgement = when.judge(variables);
        failedConditions += judgement instanceof Condition.Judgement.Failed ? 1 : 0;
        return judgement;
    }

    void useCap(String ruleId, Cap.Every every, long period, long used) {
        change(new Change.CapUsed(ruleId, every, period, used));
    }

    void grantPoints(Cause source, String what, long points, List<String> notes) {
        if (points > 0) {
            change(new Change.PointsAdded(points));
        }
        outcomes.add(new PointsOutcome(
                outcomeId("points", source, what),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                source.id(),
                source.version(),
                points,
                state.lifetimePoints(),
                notes));
    }

    void earnBadge(Cause source, String badgeId, String label, String rarity) {
        change(new Change.BadgeAdded(badgeId));
        outcomes.add(new BadgeOutcome(
                outcomeId("badge", source, badgeId),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                source.id(),
                source.version(),
                badgeId,
                label,
                rarity));
    }

    void reachTier(Cause source, String tierId) {
        String from = state.tier();
        change(new Change.TierReached(tierId));
        outcomes.add(new TierOutcome(
                outcomeId("tier", source, tierId),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                source.id(),
                source.version(),
                from,
                tierId,
                state.lifetimePoints()));
    }

    void moveStreak(Versioned<?> source, StreakState before, StreakState after, Chain chain) {
        change(new Change.StreakMoved(source.program().id(), after));
        if (after.length() != before.length()) {
            tellStreak(source, before.length(), after, chain.freezes(), List.of());
        }
    }

    void tellStreak(Versioned<?> source, long from, StreakState state, BigDecimal freezes, List<String> notes) {
        String streakId = source.program().id();
        outcomes.add(new StreakOutcome(
                outcomeId("streak", source.program(), "tick"),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                streakId,
                source.version(),
                streakId,
                from,
                state.length(),
                state.longest(),
                Attributes.plain(freezes),
                notes));
    }

    void passStreakMilestone(String streakId, StreakState state, long count) {
        change(new Change.StreakMoved(streakId, state.withMilestone(count)));
    }

    void beginChallenge(String challengeId, Instant at) {
        change(new Change.ChallengeBegun(challengeId, at));
    }

    void passChallengeMilestone(String challengeId, long count) {
        change(new Change.ChallengeMilestone(challengeId, count));
    }

    void advanceObjective(Versioned<?> source, Objective objective, ObjectiveState after, boolean completesChallenge) {
        String challengeId = source.program().id();
        BigDecimal from = state.challenge(challengeId).objective(objective.id()).progress();
        change(new Change.ObjectiveAdvanced(challengeId, objective.id(), after));
        if (completesChallenge) {
            change(new Change.ChallengeCompleted(challengeId));
        }
        if (after.completed() || after.progress().compareTo(from) != 0) {
            tellObjective(source, objective, from, after, completesChallenge, List.of());
        }
    }

    void tellObjective(
            Versioned<?> source,
            Objective objective,
            BigDecimal from,
            ObjectiveState after,
            boolean completesChallenge,
            List<String> notes) {
        String challengeId = source.program().id();
        outcomes.add(new ChallengeOutcome(
                outcomeId("challenge", source.program(), objective.id()),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                arrivedAt,
                challengeId,
                source.version(),
                challengeId,
                objective.id(),
                from,
                after.progress(),
                objective.target(),
                after.completed(),
                completesChallenge,
                notes));
    }

    void scoreContest(Versioned<Contest> source, BigDecimal score, List<String> notes) {
        contestScores.add(new ContestScore(
                source.program().id(),
                source.version(),
                event.eventId(),
                event.tenantId(),
                event.participantId(),
                event.occurredAt(),
                source.program().scoring().method(),
                score,
                notes,
                event.sync()));
    }

    Evaluation done() {
        return new Evaluation(changes, state, outcomes, contestScores, failedConditions, results());
    }

    private void change(Change change) {
        changes.add(change);
        state = state.after(change);
    }

    /** Unique because one event touches each of these at most once per program. */
    private String outcomeId(String kind, Program program, String what) {
        return outcomeId(kind, program.kind(), program.id(), what);
    }

    private String outcomeId(String kind, Cause cause, String what) {
        return outcomeId(kind, cause.kind(), cause.id(), what);
    }

    private String outcomeId(String kind, RuleKind programKind, String programId, String what) {
        return String.join(":", event.eventId(), kind, programKind.wireName(), programId, what);
    }

    private EventResults results() {
        long points = 0;
        TierChange tier = null;
        List<ChallengeProgress> progress = new ArrayList<>();
        List<BadgeEarned> badges = new ArrayList<>();
        List<StreakChange> streaks = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof PointsOutcome granted) {
                points += granted.points();
            } else if (outcome instanceof TierOutcome reached) {
                tier = new TierChange(reached.from(), reached.to());
            } else if (outcome instanceof StreakOutcome moved && moved.notes().isEmpty()) {
                streaks.add(new StreakChange(moved.streakId(), moved.from(), moved.to()));
            } else if (outcome instanceof ChallengeOutcome advanced
                    && advanced.notes().isEmpty()) {
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
        return new EventResults(points, tier, progress, badges, List.of(), streaks);
    }
}
