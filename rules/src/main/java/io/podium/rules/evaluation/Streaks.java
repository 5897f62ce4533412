package io.podium.rules.evaluation;

import io.podium.rules.condition.Condition.Judgement;
import io.podium.rules.program.Milestone;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Versioned;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.StreakTerms;
import java.time.Instant;
import java.util.List;

/** Ticks of the streaks that the event's type touches, and the rewards for lengths reached. */
final class Streaks {
    private Streaks() {}

    static void decide(Decision decision) {
        for (Versioned<Streak> streak :
                decision.rules.touchedBy(decision.event.eventType()).streaks()) {
            Judgement judgement =
                    decision.judge(streak.program().match(), streak.program().when());
            StreakState before = before(decision, streak.program());
            if (judgement instanceof Judgement.Failed failed) {
                tell(decision, streak, before, failed.note());
            } else if (((Judgement.Clear) judgement).holds()) {
                tick(decision, streak, before);
            }
        }
    }

    /** Another period than before starts the streak anew; what was reached and rewarded stays. */
    private static StreakState before(Decision decision, Streak streak) {
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
                        known.milestones());
    }

    private static void tick(Decision decision, Versioned<Streak> streak, StreakState before) {
        StreakTerms terms = streak.program().terms();
        Instant at = decision.event.occurredAt();
        if (before.isTooOld(at, terms)) {
            tell(decision, streak, before, "tick_too_old: " + terms.period().isoName(terms.periodOf(at)));
            return;
        }
        StreakState after = before.after(at, terms);
        if (!after.equals(before)) {
            decision.moveStreak(streak, before, after, after.chain(terms));
        }
        for (Milestone milestone : streak.program().milestones()) {
            StreakState now = decision.state().streaks().get(streak.program().id());
            if (now.length() >= milestone.count() && !now.milestones().contains(milestone.count())) {
                decision.passStreakMilestone(streak.program().id(), now, milestone.count());
                Rewards.decide(decision, Cause.of(streak), "milestone/" + milestone.count(), milestone.reward());
            }
        }
    }

    private static void tell(Decision decision, Versioned<Streak> streak, StreakState state, String note) {
        Chain chain = state.chain(streak.program().terms());
        decision.tellStreak(streak, state.length(), state, chain.freezes(), List.of(note));
    }
}
