package io.podium.rules.evaluation;

import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.note.Note;
import io.podium.rules.program.Milestone;
import io.podium.rules.program.Milestone.Again;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Versioned;
import io.podium.rules.state.Change;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import java.time.Instant;
import java.util.List;

/** Ticks of the streaks that the event's type touches, and the rewards for lengths reached. */
final class Streaks {
    private Streaks() {}

    static void decide(EvaluationBuilder decision) {
        for (Versioned<Streak> streak :
                decision.rules.touchedBy(decision.event.eventType()).streaks()) {
            OutcomeSource cause = decision.cause(streak);
            Judgement judgement =
                    decision.judge(streak.program().match(), streak.program().when(), cause.occurredAt());
            StreakState before = before(decision, streak.program());
            if (!decision.hasRoom()) {
                report(decision, cause, streak, before, Note.EVENT_FULL.code());
                return;
            } else if (judgement instanceof Judgement.Undecided undecided) {
                report(decision, cause, streak, before, undecided.note());
            } else if (judgement instanceof Judgement.Holds) {
                tick(decision, cause, streak, before);
            }
        }
    }

    /** Another period than before starts the streak anew; what was reached and rewarded stays. */
    static StreakState before(EvaluationBuilder decision, Streak streak) {
        StreakState known = decision.state().streaks().get(streak.id());
        if (known == null) {
            return StreakState.start(streak.period());
        }
        return known.period() == streak.period()
                ? known
                : new StreakState(
                        streak.period(),
                        null,
                        StreakState.start(streak.period()).ticks(),
                        0,
                        known.longest(),
                        known.milestones(),
                        known.saved(),
                        known.stock());
    }

    private static void tick(
            EvaluationBuilder decision, OutcomeSource cause, Versioned<Streak> streak, StreakState before) {
        StreakTerms terms = terms(decision, streak);
        Instant at = terms.read(cause.occurredAt());
        if (before.isTooOld(at, terms)) {
            report(
                    decision,
                    cause,
                    streak,
                    before,
                    Note.TICK_TOO_OLD.of(terms.period().isoName(terms.periodOf(at))));
            return;
        }
        StreakState after = before.after(at, terms);
        Change moved = new Change.StreakMoved(cause.id(), after);
        if (!decision.fits(moved)) {
            report(decision, cause, streak, before, Note.STATE_FULL.code());
            return;
        }
        if (!after.equals(before)) {
            decision.change(moved);
            if (after.length() != before.length() || after.longest() != before.longest()) {
                decision.reportStreak(cause, before.length(), after, after.freezes(terms), List.of());
            }
        }
        for (Milestone milestone : streak.program().milestones()) {
            if (isReached(milestone, before, after, at, terms)) {
                reward(decision, cause, milestone, after);
            }
        }
    }

    /** Gives what a milestone is worth, and remembers it in the streak, which is known to be at least this. */
    static void reward(EvaluationBuilder decision, OutcomeSource cause, Milestone milestone, StreakState after) {
        StreakState now = decision.state().streaks().getOrDefault(cause.id(), after);
        decision.change(new Change.StreakMoved(cause.id(), now.withMilestone(milestone.count())));
        Rewards.decide(decision, cause, "milestone/" + milestone.count(), milestone.reward());
    }

    /** Only the chain that the action is in can have become longer, so only that one is looked at. */
    private static boolean isReached(
            Milestone milestone, StreakState before, StreakState after, Instant at, StreakTerms terms) {
        long count = milestone.count();
        if (after.longest() < count) {
            return false;
        }
        return before.milestones().contains(count)
                ? milestone.again() == Again.EACH_RUN && before.reaches(count, after, at, terms)
                : after.lengthAt(at, terms) >= count;
    }

    private static void report(
            EvaluationBuilder decision, OutcomeSource cause, Versioned<Streak> streak, StreakState state, String note) {
        decision.reportStreak(cause, state.length(), state, state.freezes(terms(decision, streak)), List.of(note));
    }

    static StreakTerms terms(EvaluationBuilder decision, Versioned<Streak> streak) {
        return streak.program()
                .terms(decision.state().profile(), decision.state().freeDays());
    }
}
