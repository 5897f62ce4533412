package io.podium.rules.evaluation;

import io.podium.rules.note.Note;
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
import java.util.ArrayList;
import java.util.List;

/** The contract's results of an event, made of its outcomes. What a note says did not count is left out. */
final class Results {
    private Results() {}

    static EventResults of(List<Outcome> outcomes) {
        long points = 0;
        TierChange tier = null;
        List<ChallengeProgress> progress = new ArrayList<>();
        List<BadgeEarned> badges = new ArrayList<>();
        List<StreakChange> streaks = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof PointsOutcome granted) {
                points = granted.points() > Long.MAX_VALUE - points ? Long.MAX_VALUE : points + granted.points();
            } else if (outcome instanceof TierOutcome reached) {
                tier = new TierChange(reached.from(), reached.to());
            } else if (outcome instanceof StreakOutcome moved && moved.from() != moved.to()) {
                streaks.add(new StreakChange(moved.streakId(), moved.from(), moved.to()));
            } else if (outcome instanceof ChallengeOutcome advanced && Note.allCount(advanced.notes())) {
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
