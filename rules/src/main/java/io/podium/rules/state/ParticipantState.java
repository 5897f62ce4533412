package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that evaluation must remember of one participant: what rules read and changes write. Immutable; holds
 * only what the participant ever touched, in the order of first touch, so that equal histories give equal bytes.
 *
 * @param lifetimePoints sum of all grants; stops at {@link Long#MAX_VALUE}
 * @param tier id of the tier reached; null for none
 * @param badges ids, in the order earned
 * @param challenges by challenge id
 */
public record ParticipantState(
        long lifetimePoints,
        @JsonInclude(JsonInclude.Include.NON_NULL) String tier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> badges,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ChallengeState> challenges) {

    /** Of a participant who never did anything. */
    public static final ParticipantState EMPTY = new ParticipantState(0, null, List.of(), Map.of());

    public ParticipantState {
        badges = badges == null ? List.of() : List.copyOf(badges);
        challenges = challenges == null ? Map.of() : Collections.unmodifiableMap(challenges);
    }

    /** The state with one change applied: the only place where state changes. */
    public ParticipantState after(Change change) {
        if (change instanceof Change.PointsAdded added) {
            return new ParticipantState(saturatedSum(lifetimePoints, added.points()), tier, badges, challenges);
        } else if (change instanceof Change.TierReached reached) {
            return new ParticipantState(lifetimePoints, reached.tierId(), badges, challenges);
        } else if (change instanceof Change.BadgeAdded added) {
            List<String> more = new ArrayList<>(badges);
            more.add(added.badgeId());
            return new ParticipantState(lifetimePoints, tier, more, challenges);
        } else if (change instanceof Change.ObjectiveAdvanced advanced) {
            return with(
                    advanced.challengeId(), challenge(advanced.challengeId()).after(advanced));
        } else if (change instanceof Change.ChallengeCompleted completed) {
            return with(
                    completed.challengeId(), challenge(completed.challengeId()).asCompleted());
        }
        throw new IllegalArgumentException("expected a known kind of change, but " + change);
    }

    /** Progress in a challenge; the empty one when never touched. */
    public ChallengeState challenge(String challengeId) {
        return challenges.getOrDefault(challengeId, ChallengeState.UNTOUCHED);
    }

    private ParticipantState with(String challengeId, ChallengeState challenge) {
        Map<String, ChallengeState> more = new LinkedHashMap<>(challenges);
        more.put(challengeId, challenge);
        return new ParticipantState(lifetimePoints, tier, badges, more);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /**
     * Progress in one challenge.
     *
     * @param objectives by objective id
     */
    public record ChallengeState(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean completed, Map<String, ObjectiveState> objectives) {

        static final ChallengeState UNTOUCHED = new ChallengeState(false, Map.of());

        public ChallengeState {
            objectives = objectives == null ? Map.of() : Collections.unmodifiableMap(objectives);
        }

        /** Progress in an objective; the empty one when never touched. */
        public ObjectiveState objective(String objectiveId) {
            return objectives.getOrDefault(objectiveId, ObjectiveState.UNTOUCHED);
        }

        ChallengeState after(Change.ObjectiveAdvanced advanced) {
            Map<String, ObjectiveState> more = new LinkedHashMap<>(objectives);
            more.put(advanced.objectiveId(), new ObjectiveState(advanced.progress(), advanced.completed()));
            return new ChallengeState(completed, more);
        }

        ChallengeState asCompleted() {
            return new ChallengeState(true, objectives);
        }
    }

    /** Progress in one objective, in its unit. */
    public record ObjectiveState(
            BigDecimal progress,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean completed) {
        static final ObjectiveState UNTOUCHED = new ObjectiveState(BigDecimal.ZERO, false);
    }
}
