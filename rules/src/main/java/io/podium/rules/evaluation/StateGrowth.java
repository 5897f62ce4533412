package io.podium.rules.evaluation;

import static io.podium.rules.program.StateSize.ENTRY_BYTES;
import static io.podium.rules.program.StateSize.RUN_BYTES;
import static io.podium.rules.program.StateSize.VALUE_BYTES;

import io.podium.rules.program.StateSize;
import io.podium.rules.state.CapState;
import io.podium.rules.state.ChallengeState;
import io.podium.rules.state.Change;
import io.podium.rules.state.ObjectiveState;
import io.podium.rules.state.ParticipantState;
import io.podium.rules.streak.StreakState;
import java.util.Map;

/** Whether a change keeps a participant's state within {@link StateSize#MAX_STATE_BYTES}; sizes are upper bounds. */
final class StateGrowth {

    private static final int CAP_PERIOD_BYTES = 16;
    private static final int MILESTONE_BYTES = 4;

    private StateGrowth() {}

    /** Whether there is room for a change; what does not grow the state always fits. */
    static boolean fits(ParticipantState before, Change change) {
        long growth = growth(before, change);
        return growth <= 0 || size(before) + growth <= StateSize.MAX_STATE_BYTES;
    }

    /** Bytes of a whole state, at most. */
    static long size(ParticipantState state) {
        long bytes = 2L * ENTRY_BYTES;
        for (String badge : state.badges()) {
            bytes += text(badge);
        }
        for (Map.Entry<String, ChallengeState> one : state.challenges().entrySet()) {
            bytes += text(one.getKey()) + size(one.getValue());
        }
        for (Map.Entry<String, StreakState> one : state.streaks().entrySet()) {
            bytes += text(one.getKey()) + size(one.getValue());
        }
        for (Map.Entry<String, CapState> one : state.caps().entrySet()) {
            bytes += text(one.getKey()) + size(one.getValue());
        }
        return bytes;
    }

    /** By how many bytes a change makes the state larger, at most. */
    static long growth(ParticipantState state, Change change) {
        if (change instanceof Change.BadgeAdded added) {
            return text(added.badgeId());
        } else if (change instanceof Change.StreakMoved moved) {
            StreakState known = state.streaks().get(moved.streakId());
            return size(moved.state()) - (known == null ? -text(moved.streakId()) : size(known));
        } else if (change instanceof Change.CapUsed used) {
            CapState known = state.caps().get(used.ruleId());
            return CAP_PERIOD_BYTES + (known == null ? text(used.ruleId()) + ENTRY_BYTES : 0);
        } else if (change instanceof Change.ObjectiveAdvanced advanced) {
            ChallengeState challenge = state.challenge(advanced.challengeId());
            return objective(state, advanced.challengeId(), advanced.objectiveId(), advanced.state())
                    - known(challenge.objectives(), advanced.objectiveId())
                    - known(challenge.banked(), advanced.objectiveId());
        } else if (change instanceof Change.ObjectiveBanked banked) {
            return objective(state, banked.challengeId(), banked.objectiveId(), banked.state())
                    - known(state.challenge(banked.challengeId()).banked(), banked.objectiveId());
        } else if (change instanceof Change.ChallengeBegun begun) {
            ChallengeState known = state.challenges().get(begun.challengeId());
            return size(ChallengeState.UNTOUCHED) - (known == null ? -text(begun.challengeId()) : size(known));
        }
        return 0;
    }

    private static long objective(ParticipantState state, String challengeId, String id, ObjectiveState objective) {
        boolean first = !state.challenges().containsKey(challengeId);
        return text(id) + size(objective) + (first ? text(challengeId) + size(ChallengeState.UNTOUCHED) : 0);
    }

    private static long known(Map<String, ObjectiveState> objectives, String id) {
        ObjectiveState known = objectives.get(id);
        return known == null ? 0 : text(id) + size(known);
    }

    private static long size(ChallengeState challenge) {
        long bytes = 2L * ENTRY_BYTES
                + (long) MILESTONE_BYTES * challenge.milestones().size();
        for (Map.Entry<String, ObjectiveState> one : challenge.objectives().entrySet()) {
            bytes += text(one.getKey()) + size(one.getValue());
        }
        for (Map.Entry<String, ObjectiveState> one : challenge.banked().entrySet()) {
            bytes += text(one.getKey()) + size(one.getValue());
        }
        return bytes;
    }

    private static long size(ObjectiveState objective) {
        return ENTRY_BYTES
                + (objective.values() == null
                        ? 0
                        : (long) VALUE_BYTES * objective.values().count())
                + (objective.days() == null
                        ? 0
                        : (long) RUN_BYTES * objective.days().runs().size());
    }

    private static long size(StreakState streak) {
        return 2L * ENTRY_BYTES
                + (long) RUN_BYTES * streak.ticks().runs().size()
                + (long) RUN_BYTES * streak.saved().ranges().size()
                + (long) MILESTONE_BYTES * streak.milestones().size();
    }

    private static long size(CapState cap) {
        return ENTRY_BYTES + (long) CAP_PERIOD_BYTES * cap.used().size();
    }

    private static long text(String id) {
        return 2L + 3L * id.length();
    }
}
